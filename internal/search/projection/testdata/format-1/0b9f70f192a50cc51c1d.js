gongshi.chunk("0b9f70f192a50cc51c1d","=]0A&#	Hcî|");
