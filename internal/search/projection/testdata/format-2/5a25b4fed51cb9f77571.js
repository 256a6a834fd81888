gongshi.chunk("5a25b4fed51cb9f77571"," |sa!BBSaush̀");
