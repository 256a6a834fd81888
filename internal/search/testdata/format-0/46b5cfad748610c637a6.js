gongshi.chunk("46b5cfad748610c637a6","AAAAAAAAAAAAAAAA");
