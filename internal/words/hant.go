package words

import (
	"strings"
	"sync"

	"gongshi/internal/portal"
)

const traditionalName = "繁體中文"

// traditionalPairs holds the characters of the interface that are written in
// another way in traditional Chinese, each before its other form. It is made by
// hand for the words of the catalogue and of the closed lists (制 of 制度
// stays), so it is no table for text in general.
const traditionalPairs = "万萬与與专專业業两兩严嚴个個为為举舉义義书書买買于於产產从從们們价價优優会會体體关關内內册冊写寫决決况況别別办辦务務动動" +
	"区區单單占佔卫衛发發号號后後员員周週图圖处處备備复復头頭实實对對导導层層届屆岗崗带帶帮幫并並应應开開当當录錄态態总總" +
	"惩懲报報换換据據数數无無时時暂暫机機条條来來构構标標残殘没沒注註浏瀏满滿状狀现現电電矫矯码碼种種称稱签簽简簡类類纠糾约約" +
	"级級纷紛线線经經结結给給统統绩績缔締编編网網罚罰职職脚腳营營虚虛见見规規览覽计計订訂议議记記许許讼訟设設证證评評识識诉訴" +
	"试試话話该該误誤说說请請读讀谁誰调調谈談谴譴负負财財责責质質购購费費资資转轉轻輕载載辅輔边邊过過还還这這进進违違采採销銷" +
	"么麼余餘几幾则則历歷变變启啟响響屡屢择擇旧舊显顯样樣检檢点點盘盤确確笔筆筛篩络絡认認让讓词詞车車输輸选選里裡链鏈间間顺順" +
	"错錯键鍵长長闭閉问問阅閱页頁项項须須预預领領题題额額验驗" +
	"邻鄰摊攤获獲齐齊针針" +
	"适適断斷续續继繼将將审審强強风風险險隐隱语語达達随隨仅僅" +
	"详詳" +
	"画畫轴軸论論邮郵" + // timeline and corrections
	"测測" // provenance

// traditionalWords are words whose characters are written in another way only
// there: 若干 stays and 总干事 does not.
const traditionalWords = "总干事 總幹事 为准 為準 答复 答覆 复制 複製"

// traditional is the catalogue in traditional Chinese, by characters.
func traditional() Words {
	w := chinese
	w.Each(func(_, s string) string { return ToTraditional(s) })
	w.Lang, w.DataLang, w.Name = portal.Traditional, "zh-Hans", traditionalName
	return w
}

// ToTraditional writes interface text in traditional characters; what the data
// says stays as written.
func ToTraditional(s string) string { return traditionalReplacer().Replace(s) }

// Words come first: a replacer takes the first of its pairs that fits.
var traditionalReplacer = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(append(strings.Fields(traditionalWords), strings.Split(traditionalPairs, "")...)...)
})
