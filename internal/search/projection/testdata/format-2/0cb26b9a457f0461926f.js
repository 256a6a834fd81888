gongshi.chunk("0cb26b9a457f0461926f","@O|.WOĀ̀");
