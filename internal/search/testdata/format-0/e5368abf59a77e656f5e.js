gongshi.chunk("e5368abf59a77e656f5e","AgQEBAIEBAQEBAQE");
