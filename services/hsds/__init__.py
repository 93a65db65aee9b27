"""The directory as Open Referral HSDS 3.1, open to everyone."""
