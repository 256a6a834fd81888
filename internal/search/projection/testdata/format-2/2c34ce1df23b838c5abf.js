gongshi.chunk("2c34ce1df23b838c5abf","?|̀");
