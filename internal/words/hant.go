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
const traditionalPairs = "万萬与與专專业業两兩严嚴个個为為举舉么麼义義书書买買乱亂于於产產仅僅从從们們价價优優会會体體余餘关關内內册冊写寫决決况況减減几幾" +
	"则則刚剛别別办辦务務动動区區华華单單占佔卫衛历歷发發变變号號后後启啟员員周週响響团團围圍国國图圖坏壞处處备備复復头頭实實审審对對" +
	"导導将將层層届屆屡屢岗崗带帶帮幫并並应應开開张張强強归歸当當录錄径徑态態总總惩懲报報择擇换換据據摊攤数數断斷无無旧舊时時显顯暂暫" +
	"机機条條来來构構标標栏欄样樣检檢横橫残殘汉漢没沒注註测測浏瀏涨漲满滿点點状狀独獨现現电電画畫监監盘盤矫矯码碼确確种種称稱笔筆筛篩" +
	"签簽简簡类類纠糾约約级級纷紛纹紋线線组組细細织織经經结結给給络絡统統继繼绩績续續维維缔締编編缴繳网網罚罰职職脚腳范範获獲营營虚虛" +
	"见見规規览覽计計订訂认認让讓议議记記许許论論讼訟设設证證评評识識诉訴词詞试試话話该該详詳诫誡语語误誤说說请請读讀谁誰调調谈談谴譴" +
	"负負财財责責质質购購费費资資车車转轉轴軸轻輕载載较較辅輔输輸边邊达達过過运運还還这這进進违違连連适適选選邮郵邻鄰采採释釋里裡针針" +
	"钱錢链鏈销銷错錯键鍵长長门門闭閉问問间間阅閱险險随隨隐隱页頁项項顺順须須预預领領题題额額风風验驗齐齊"

// traditionalWords are words whose characters are written in another way only
// there: 若干 stays and 总干事 does not.
const traditionalWords = "总干事 總幹事 为准 為準 答复 答覆 复制 複製 关系 關係"

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
