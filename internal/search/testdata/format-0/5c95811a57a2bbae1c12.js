gongshi.chunk("5c95811a57a2bbae1c12","AgoMCA4SDgYQBBAM");
