gongshi.chunk("3006e47f00ae68ea5d5d","ALq7nxOCkwHDnAHKD8iSARiCBvQBkp8BvJcBzZwB");
