gongshi.chunk("92150fb440711390a188","1|V#Fbggwo	?:=vʮ+4co{)<p|");
