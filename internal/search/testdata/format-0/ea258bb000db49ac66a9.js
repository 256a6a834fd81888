gongshi.chunk("ea258bb000db49ac66a9",[["fine","罚款","Fine"],["warning","警告","Warning"]]);
