gongshi.chunk("55f63f5d535e1ac2a93d","AOGwjAEAAAAAAADhkUPBuVWh9zah4Wc");
