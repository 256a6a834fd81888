gongshi.chunk("4967e1a48d13bd6bcd26","1Bpd|NbXUr{ ~");
