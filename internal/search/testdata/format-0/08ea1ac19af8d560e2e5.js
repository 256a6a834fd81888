gongshi.chunk("08ea1ac19af8d560e2e5","AAICBAACBgYGAgIE");
