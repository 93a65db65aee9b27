"""The words that come with the software, in simple language; a centre adds its own versions.

Each has the places {client}, {partner}, {purpose}, {what}, {until} and {centre}.
"""

FIRST = {
    "en": """{client}, we would like to ask {partner} to help you. It is about: {purpose}.

For this we send {partner} only this about you: {what}. Nothing else leaves {centre}.

{partner} may read it until {until}, and may use it for this help alone.

You are free to say yes or no. If you say no, we still help you here.

You can take your yes back at any time, at any of our desks. From that moment {partner} can no \
longer read it.

Do you have a question? Do you agree?""",
    "ar": """{client}، نودّ أن نطلب من {partner} مساعدتك. الموضوع: {purpose}.

لهذا الغرض نرسل إلى {partner} هذه المعلومات عنك فقط: {what}. لا يخرج شيء آخر من {centre}.

يمكن لـ{partner} قراءتها حتى {until}، واستخدامها لهذه المساعدة وحدها.

لك الحرية في أن تقول نعم أو لا. إن قلت لا، نواصل مساعدتك هنا.

يمكنك أن تسحب موافقتك في أي وقت، في أي من مكاتبنا. ومنذ تلك اللحظة لا يستطيع {partner} قراءتها.

هل لديك سؤال؟ هل توافق؟""",
    "fr": """{client}, nous voulons demander à {partner} de vous aider. Il s’agit de : {purpose}.

Pour cela, nous envoyons à {partner} seulement ceci sur vous : {what}. Rien d’autre ne sort de \
{centre}.

{partner} peut le lire jusqu’au {until}, et s’en sert pour cette aide seulement.

Vous êtes libre de dire oui ou non. Si vous dites non, nous vous aidons quand même ici.

Vous pouvez retirer votre accord à tout moment, dans chacun de nos bureaux. Dès ce moment, \
{partner} ne peut plus le lire.

Avez-vous une question ? Êtes-vous d’accord ?""",
    "es": """{client}, queremos pedir a {partner} que le ayude. Se trata de: {purpose}.

Para esto enviamos a {partner} solo esto sobre usted: {what}. Nada más sale de {centre}.

{partner} puede leerlo hasta el {until}, y usarlo solo para esta ayuda.

Usted es libre de decir sí o no. Si dice que no, igual le ayudamos aquí.

Puede retirar su sí en cualquier momento, en cualquiera de nuestras oficinas. Desde ese momento \
{partner} ya no puede leerlo.

¿Tiene alguna pregunta? ¿Está de acuerdo?""",
    "ne": """{client}, हामी {partner} लाई तपाईंलाई सहयोग गर्न अनुरोध गर्न चाहन्छौं। विषय: {purpose}।

यसका लागि हामी {partner} लाई तपाईंको बारेमा यति मात्र पठाउँछौं: {what}। अरू केही {centre} बाट बाहिर जाँदैन।

{partner} ले यो {until} सम्म पढ्न सक्छ, र यही सहयोगका लागि मात्र प्रयोग गर्न सक्छ।

हुन्छ वा हुँदैन भन्न तपाईं स्वतन्त्र हुनुहुन्छ। हुँदैन भन्नुभयो भने पनि हामी यहाँ सहयोग गर्छौं।

तपाईंले आफ्नो मञ्जुरी जुनसुकै बेला, हाम्रो जुनसुकै कार्यालयमा फिर्ता लिन सक्नुहुन्छ। त्यसपछि {partner} ले यो पढ्न सक्दैन।

केही प्रश्न छ? तपाईं सहमत हुनुहुन्छ?""",
    "fil": """{client}, gusto naming hilingin sa {partner} na tulungan ka. Tungkol ito \
sa: {purpose}.

Para dito, ito lang ang ipapadala namin sa {partner} tungkol sa iyo: {what}. Wala nang ibang \
lalabas sa {centre}.

Mababasa ito ng {partner} hanggang {until}, at magagamit lang para sa tulong na ito.

Malaya kang sumagot ng oo o hindi. Kung hindi, tutulungan ka pa rin namin dito.

Maaari mong bawiin ang iyong oo anumang oras, sa alinman sa aming tanggapan. Mula noon, hindi na \
ito mababasa ng {partner}.

May tanong ka ba? Pumapayag ka ba?""",
}
