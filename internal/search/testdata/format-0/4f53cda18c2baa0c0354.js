gongshi.chunk("4f53cda18c2baa0c0354",[]);
