gongshi.chunk("0b9f70f192a50cc51c1d","0(pw|Mm{+FnR´`̀");
