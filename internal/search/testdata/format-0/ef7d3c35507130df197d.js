gongshi.chunk("ef7d3c35507130df197d","CgIEBgYICAgICgwO");
