gongshi.chunk("6e340b9cffb37a989ca5"," w|");
