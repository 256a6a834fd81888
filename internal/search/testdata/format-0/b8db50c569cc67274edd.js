gongshi.chunk("b8db50c569cc67274edd",[["agencies","机构","Agencies"],["sanctions","惩戒","Sanctions"]]);
