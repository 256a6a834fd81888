package privacy

import "gongshi/internal/finding"

// Rule returns the rule of a kind, what is wrong and what to do.
func (k Kind) Rule() (rule string, message, hint finding.Text) {
	exempt := finding.Text{ZH: "删除；确实不是的，连同理由写进 gongshi.yaml 的 privacy.allow", EN: "remove it; where it is none, list the place under privacy.allow in gongshi.yaml with the reason"}
	switch k {
	case Identity:
		return "personal-id", finding.Text{ZH: "疑似居民身份证号码，不得公开", EN: "looks like a resident identity number, which must not be published"}, exempt
	case Mobile:
		return "mobile-number", finding.Text{ZH: "疑似手机号码，不得公开", EN: "looks like a mobile number, which must not be published"},
			finding.Text{ZH: "删除号码，或改用办公座机", EN: "remove it or give an office line instead"}
	case BankCard:
		return "bank-card", finding.Text{ZH: "疑似银行卡号，不得公开", EN: "looks like a bank card number, which must not be published"}, exempt
	case MaskedNumber:
		return "masked-number", finding.Text{ZH: "打了星号的个人号码；剩下的数字仍可能认出本人", EN: "a personal number with its middle hidden; what is left may still tell who it is"},
			finding.Text{ZH: "最好整个删除", EN: "better leave it out altogether"}
	case OldIdentity:
		return "old-identity-number", finding.Text{ZH: "疑似 15 位旧身份证号码", EN: "looks like an identity number of 15 digits, of before 1999"}, exempt
	case Passport:
		return "passport-number", finding.Text{ZH: "疑似护照或通行证号码", EN: "looks like the number of a passport or a travel permit"}, exempt
	case Email:
		return "email-address", finding.Text{ZH: "疑似个人电子邮箱", EN: "looks like somebody's own e-mail address"},
			finding.Text{ZH: "删除，或改用机构的公共邮箱", EN: "remove it or give the mailbox of an office instead"}
	case HomeAddress:
		return "home-address", finding.Text{ZH: "疑似个人住址", EN: "looks like where somebody lives"},
			finding.Text{ZH: "删到区或街道为止；是办公地址的，写进 privacy.allow", EN: "cut it off behind the district or street; list an office under privacy.allow"}
	}
	return "licence-plate", finding.Text{ZH: "疑似车牌号码", EN: "looks like the licence plate of a vehicle"}, exempt
}
