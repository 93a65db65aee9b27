"""Settings of logging in: by password or mailed code, and with a second factor where asked."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "helpdesk.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators make accounts, and vouch for the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",  # a whole office comes from one address
    "login_failed": "5/h/key,10/h/ip",
    "reset_password": "5/h/ip,3/h/key",
    "request_login_code": "20/h/ip,5/h/key",
    "set_up": "10/h/ip",  # codes of the set-up page that were wrong
    "break_glass": "5/h/user",  # codes of restricted cases that were wrong
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds that a mailed code lives
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
MFA_ADAPTER = "helpdesk.access.second_factor.sealing.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]  # no WebAuthn: nothing of it is loaded
MFA_TOTP_ISSUER = "Migrant Help Desk"
ACCOUNT_SESSION_REMEMBER = False
