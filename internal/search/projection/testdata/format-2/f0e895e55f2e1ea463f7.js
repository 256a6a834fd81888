gongshi.chunk("f0e895e55f2e1ea463f7"," 7|@`PP|^sPGhv58<9bvfcL0̀");
