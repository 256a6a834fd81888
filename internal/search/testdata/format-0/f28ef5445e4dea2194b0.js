gongshi.chunk("f28ef5445e4dea2194b0",[["appealed","复议或诉讼中","Under appeal"],["ended","已届满","Ended"],["in_force","生效","In force"]]);
