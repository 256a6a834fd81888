gongshi.chunk("1961dbfd4d92a1aac066","`g|pvà̀");
