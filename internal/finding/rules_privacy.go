package finding

// privacyRules are about what tells of persons, besides the numbers that recordRules has.
func privacyRules() []Rule {
	law := Text{"个人信息保护法第二十五条：未取得单独同意，不得公开", "Personal Information Protection Law, article 25: not to be published without separate consent."}
	mend := Text{"删除；确实不是的，连同理由写进 privacy.allow", "Remove it; list what is none under privacy.allow with the reason."}
	return []Rule{
		warningRule("email-address",
			Text{"疑似个人电子邮箱", "Looks like somebody's own e-mail address."}, law,
			Text{"删除，或改用机构的公共邮箱", "Remove it or give the mailbox of an office."}, "z***@example.org"),
		warningRule("home-address",
			Text{"疑似个人住址", "Looks like where somebody lives."}, law,
			Text{"删到区或街道为止；是办公地址的写进 privacy.allow", "Cut it off behind the district or street; list an office under privacy.allow."}, "家住某****"),
		warningRule("licence-plate",
			Text{"疑似车牌号码", "Looks like the licence plate of a vehicle."}, law, mend, "粤****45"),
		warningRule("masked-number",
			Text{"打了星号的身份证、手机或银行卡号", "An identity, mobile or card number with its middle hidden."},
			Text{"出生日期、归属地和末几位仍可能认出本人", "Place, date of birth and last digits may still tell who it is."},
			Text{"最好整个删除", "Better leave it out altogether."}, "138****00"),
		warningRule("old-identity-number",
			Text{"疑似 15 位旧身份证号码", "Looks like an identity number of 15 digits, of before 1999."}, law, mend, "110**********02"),
		warningRule("passport-number",
			Text{"疑似护照、港澳通行证或台湾通行证号码", "Looks like the number of a passport, or of a permit for Hong Kong, Macau or Taiwan."}, law, mend, "E****78"),
		errorRule("personal-number-in-output",
			Text{"生成的网页里有疑似个人号码，网站没有换上", "A file of the built site holds what looks like a personal number: the site was not swapped in."},
			Text{"发布前的最后一道检查：自带模板或拼接的内容不经过表格检查", "The last check before publication: templates and what is put together do not pass the check of the tables."},
			Text{"按提示找到来源，删除号码", "Find the source as the hint says and remove the number."}, "public/index.html"),
		noticeRule("unused-exemption",
			Text{"privacy.allow 里有一项不再对应任何内容", "An entry of privacy.allow exempts nothing."},
			Text{"它会放过以后出现的号码", "It would let pass what comes later."},
			Text{"更正或删除", "Correct or remove it."}, "privacy.allow: {key: 已删除的编号}"),
	}
}
