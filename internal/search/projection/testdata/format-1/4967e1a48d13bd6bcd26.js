gongshi.chunk("4967e1a48d13bd6bcd26"," |Usa!BBPausk`̀");
