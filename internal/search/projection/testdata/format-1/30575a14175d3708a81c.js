gongshi.chunk("30575a14175d3708a81c","E#JdV5I&T:$ƍFuQ%&/'rEdJ9+R`21X`@");
