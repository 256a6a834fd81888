gongshi.chunk("e6c88964e614c9cfe9a8","26l`#8+Zuz,7ebLM0EĆā.L1Gl [P|_zmw9>e'AT+S3alWy.4tZp9&]sGY^' oi5@6jCD]'c:RBSiEs9S}N`~");
