gongshi.chunk("30575a14175d3708a81c","@}6[-f#HȖLVsJd&+9He2KRblDi7lf{IFe&K9>f7ˌ6)Xȴ[Kv3=dc2HKUh̀");
