"""Administrative areas of the two countries: public facts, English and local names."""

from helpdesk.access.models import Area

# Seven provinces and 77 districts, from local-states-nepal (MIT); Qatar's municipalities below.
NEPAL = """
Koshi Province कोशी प्रदेश
    Bhojpur भोजपुर; Dhankuta धनकुटा; Ilam इलाम; Jhapa झापा; Khotang खोटाँग; Morang मोरंग
    Okhaldhunga ओखलढुंगा; Pachthar पांचथर; Sankhuwasabha संखुवासभा; Solukhumbu सोलुखुम्बू
    Sunsari सुनसरी; Taplejung ताप्लेजुंग; Terhathum तेह्रथुम; Udayapur उदयपुर
Madhesh Province मधेश प्रदेश
    Parsa पर्सा; Bara बारा; Rautahat रौतहट; Sarlahi सर्लाही; Siraha सिराहा; Dhanusha धनुषा
    Saptari सप्तरी; Mahottari महोत्तरी
Bagmati Province बाग्मती प्रदेश
    Bhaktapur भक्तपुर; Chitwan चितवन; Dhading धादिङ; Dolakha दोलखा; Kathmandu काठमाडौँ
    Kavrepalanchok काभ्रेपलान्चोक; Lalitpur ललितपुर; Makwanpur मकवानपुर; Nuwakot नुवाकोट
    Ramechap रामेछाप; Rasuwa रसुवा; Sindhuli सिन्धुली; Sindhupalchok सिन्धुपाल्चोक
Gandaki Province गण्डकी प्रदेश
    Baglung बागलुङ; Gorkha गोरखा; Kaski कास्की; Lamjung लमजुङ; Manang मनाङ; Mustang मुस्ताङ
    Myagdi म्याग्दी; Nawalpur नवलपुर; Parwat पर्वत; Syangja स्याङग्जा; Tanahun तनहुँ
Lumbini Province लुम्बिनी प्रदेश
    Kapilvastu कपिलवस्तु; Parasi परासी; Rupandehi रुपन्देही; Arghakhanchi अर्घाखाँची
    Gulmi गुल्मी; Palpa पाल्पा; Dang दाङ; Pyuthan प्युठान; Rolpa रोल्पा
    Eastern Rukum पूर्वी रूकुम; Banke बाँके; Bardiya बर्दिया
Karnali Province कर्णाली प्रदेश
    Western Rukum रुकुम पश्चिम; Salyan सल्यान; Dolpa डोल्पा; Humla हुम्ला; Jumla जुम्ला
    Kalikot कालिकोट; Mugu मुगु; Surkhet सुर्खेत; Dailekh दैलेख; Jajarkot जाजरकोट
Sudurpaschim Province सुदुरपश्चिम प्रदेश
    Darchula दार्चुला; Bajhang बझाङ; Bajura बाजुरा; Baitadi बैतडी; Doti डोटी; Acham अछाम
    Dadeldhura डडेलधुरा; Kanchanpur कञ्चनपुर; Kailali कैलाली
"""
QATAR = """
Doha الدوحة; Al Rayyan الريان; Al Wakrah الوكرة; Al Khor الخور; Al Shamal الشمال; Umm Salal أم صلال
Al Daayen الضعاين; Al Shahaniya الشحانية
"""


def make_areas() -> dict[str, Area]:
    """Both trees, by English name. What is there already stays as it is."""
    known = {area.name: area for area in Area.objects.all()}
    nepal = _area(known, None, "NP", "Nepal", "नेपाल", "NP")
    above = nepal
    for line in NEPAL.strip().splitlines():
        if line.startswith(" "):
            _areas(known, above, line, "NP")
        else:
            above = _areas(known, nepal, line, "NP")
    qatar = _area(known, None, "QA", "Qatar", "قطر", "QA")
    for line in QATAR.strip().splitlines():
        _areas(known, qatar, line, "QA")
    return known


def _areas(known, above, line, country):
    """The areas of a line, each with its English name and then the local one."""
    for text in line.strip().split("; "):
        start = next(i for i, letter in enumerate(text) if ord(letter) > 0x2FF)
        code = f"{above.code}-{above.numchild + 1:02}"
        last = _area(known, above, code, text[:start].strip(), text[start:].strip(), country)
    return last


def _area(known, above, code, name, local, country):
    if name not in known:
        area = Area(code=code, name=name, local_name=local, country=country)
        known[name] = (
            Area.objects.add_child(above, instance=area)
            if above
            else Area.objects.add_root(instance=area)
        )
    return known[name]
