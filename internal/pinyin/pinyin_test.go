package pinyin

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongshi/internal/text"
)

func TestSyllables(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"青岚", "qing lan"},
		{"拟州市青岚区启明社会工作服务中心", "ni zhou shi qing lan qu qi ming she hui gong zuo fu wu zhong xin"},
		{"深圳市龙岗区布吉街道社工站", "shen zhen shi long gang qu bu ji jie dao she gong zhan"},
		{"坪山区", "ping shan qu"},
		{"盐田区", "yan tian qu"},
		{"圳美", "zhen mei"},
		{"重庆市长寿区", "chong qing shi chang shou qu"},
		{"上海市长宁区", "shang hai shi chang ning qu"},
		{"长沙市长沙县", "chang sha shi chang sha xian"},
		{"成长沙龙", "cheng zhang sha long"},
		{"家长学校", "jia zhang xue xiao"},
		{"厦门市", "xia men shi"},
		{"大厦", "da sha"},
		{"长春长者服务", "chang chun zhang zhe fu wu"},
		{"乐清市", "yue qing shi"},
		{"六安市", "lu an shi"},
		{"周六安全课", "zhou liu an quan ke"},
		{"东莞市莞城", "dong guan shi guan cheng"},
		{"蚌埠市", "beng bu shi"},
		{"台州市", "tai zhou shi"},
		{"丽水市", "li shui shi"},
		{"铅山县", "yan shan xian"},
		{"洪洞县", "hong tong xian"},
		{"尉犁县", "yu li xian"},
		{"番禺区", "pan yu qu"},
		{"大埔县", "da bu xian"},
		{"黄埔区", "huang pu qu"},
		{"沙涌村", "sha chong cun"},
		{"涌现", "yong xian"},
		{"朝阳区朝霞社工", "chao yang qu zhao xia she gong"},
		{"银行行动", "yin hang xing dong"},
		{"同行社工", "tong xing she gong"},
		{"社工行动", "she gong xing dong"},
		{"会计服务", "kuai ji fu wu"},
		{"社会计划", "she hui ji hua"},
		{"基金会计划", "ji jin hui ji hua"},
		{"人民调解委员会", "ren min tiao jie wei yuan hui"},
		{"调查", "diao cha"},
		{"强调解决", "qiang diao jie jue"},
		{"重阳敬老", "chong yang jing lao"},
		{"注重建设", "zhu zhong jian she"},
		{"曾志社工", "zeng zhi she gong"},
		{"曾经", "ceng jing"},
		{"单县单亲家庭", "shan xian dan qin jia ting"},
		{"仇健工作室", "qiu jian gong zuo shi"},
		{"了解", "liao jie"},
		{"为了解决", "wei le jie jue"},
		{"社区家庭", "she qu jia ting"},
		{"尉迟", "yu chi"},
		{"万俟", "mo qi"},
		{"音乐乐园", "yin yue le yuan"},
		{"快乐团队", "kuai le tuan dui"},
		{"关爱乐龄", "guan ai le ling"},
		{"便民便宜", "bian min pian yi"},
		{"学校对接", "xue xiao dui jie"},
		{"参差", "cen ci"},
		{"参与", "can yu"},
		{"成都市", "cheng du shi"},
		{"佛山市", "fo shan shi"},
		{"绿叶", "lv ye"},
		{"乾县", "qian xian"},
		{"余干县", "yu gan xian"},
		{"吐鲁番市", "tu lu fan shi"},

		{"廈門長樂", "xia men chang le"},
		{"深圳市ABC社工（云岫）", "shen zhen shi abc she gong yun xiu"},
		{"ＡＢＣ１２号", "abc12 hao"},
		{"Qinglan Social-Work 2", "qinglan social work 2"},
		{"阿依古丽·买买提", "a yi gu li mai mai ti"},
		{"重·庆", "zhong qing"},
		{"重\u200b庆", "chong qing"},
		{"Café社工", "she gong"},
		{"ひかり社工", "she gong"},
		{"㍿", "zhu shi hui she"},
		{"𠮷野", "ye"},
		{"二〇二三", "er ling er san"},
		{"，。", ""},
		{"", ""},
	} {
		if got := strings.Join(Syllables(c.name), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestCorrections reads every word of the table by itself.
func TestCorrections(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range corrections {
		for word := range strings.FieldsSeq(row.words) {
			key := word + string(row.char)
			if seen[key] {
				t.Errorf("%s: two readings of %c", word, row.char)
			}
			seen[key] = true
			if text.Fold(word) != word {
				t.Errorf("%s is not folded", word)
			}
			at := strings.IndexRune(word, row.char)
			if at < 0 {
				t.Errorf("%s: %c is not in it", word, row.char)
				continue
			}
			i := utf8.RuneCountInString(word[:at])
			if got := Syllables(word); len(got) != utf8.RuneCountInString(word) || got[i] != row.reading {
				t.Errorf("%s: got %v, want %s at %d", word, got, row.reading, i)
			}
		}
	}
}

func TestSpans(t *testing.T) {
	name := "（重慶）ＡＢ社-工"
	var got []string
	for _, s := range Spans(name) {
		got = append(got, name[s.Start:s.End]+"="+s.Text)
	}
	if want := []string{"重=chong", "慶=qing", "ＡＢ=ab", "社=she", "工=gong"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestHomophones(t *testing.T) {
	all := Homophones()
	chars := 0
	for syllable, list := range all {
		if strings.Trim(syllable, "abcdefghijklmnopqrstuvwxyz") != "" || syllable == "" {
			t.Errorf("%q is no syllable", syllable)
		}
		usually, _, _ := strings.Cut(list, " ")
		for _, r := range usually {
			chars++
			if got := Syllables(string(r)); len(got) != 1 || got[0] != syllable {
				t.Errorf("%c: read %v, listed under %s", r, got, syllable)
			}
		}
	}
	// 6,763 without those that fold to another, such as 乾 and 著.
	if chars < 6700 || chars > 6763 {
		t.Errorf("%d characters", chars)
	}
	for _, c := range []struct{ syllable, usually, sometimes string }{
		{"zhong", "中钟重", ""},
		{"chong", "充虫", "重"},
		{"hang", "夯杭航沆", "行"},
		{"chang", "昌常", "长"},
		{"du", "都", ""},
		{"dou", "豆", "都"},
		{"lv", "吕绿", ""},
	} {
		usually, sometimes, _ := strings.Cut(all[c.syllable], " ")
		if strings.Trim(c.usually, usually) != "" || strings.Trim(c.sometimes, sometimes) != "" {
			t.Errorf("%s: %s, then %s; want %s, then %s", c.syllable, usually, sometimes, c.usually, c.sometimes)
		}
	}
	if usually, _, _ := strings.Cut(all["hang"], " "); !strings.HasPrefix(usually, "夯杭航") || strings.Contains(usually, "行") {
		t.Errorf("hang: %s, want the common ones first", usually)
	}
}

func FuzzSpans(f *testing.F) {
	f.Add("拟州市ABC（云岫）重慶")
	f.Fuzz(func(t *testing.T, name string) {
		start := 0
		for _, s := range Spans(name) {
			if s.Start < start || s.End <= s.Start || s.End > len(name) || s.Text == "" {
				t.Fatalf("%q: %+v behind %d", name, s, start)
			}
			if strings.Trim(s.Text, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
				t.Fatalf("%q: syllable %q", name, s.Text)
			}
			start = s.Start // that of one before where a character folds to several
		}
	})
}
