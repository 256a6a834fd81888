gongshi.chunk("e6c88964e614c9cfe9a8","2frBB874etnɮ2e=ĈX4(2ZD&Cp;&s0&;|lʒ~?W4btkQRH{lZ7˾:nw[xXpYgt'G5iwP?zl<vcYe<tsȄ3J#7VB6p̀");
