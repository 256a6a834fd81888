gongshi.chunk("92150fb440711390a188","@/|@``P_˴f:M#SaKN0w=ʘ̀");
