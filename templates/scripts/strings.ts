// What the search page says, in Chinese and in English.

export interface Strings {
  heading: string;
  results(n: number): string;
  shown(n: number, total: number): string;
  searching: string;
  none: string;
  hint: string;
  more(n: number): string;
  sort: string;
  sorts: Record<"relevance" | "newest" | "oldest" | "amount", string>;
  filters: string;
  clear: string;
  from: string;
  to: string;
  fine: string;
  dates: string;
  moreValues(n: number): string;
  facets: Record<string, string>;
  tables: Record<string, string>;
  noDate: string;
  malformed(at: number): string;
  loadFailed: string;
  wrongVersion: string;
  failed: string;
  retry: string;
}

const zh: Strings = {
  heading: "搜索结果",
  results: (n) => `找到 ${n} 条记录`,
  shown: (n, total) => `已列出 ${n} 条，共 ${total} 条`,
  searching: "正在搜索…",
  none: "没有找到记录。没有记录不等于没有问题。",
  hint: "可以少输入几个字，去掉一些条件，或把一句话拆成几个词。",
  more: (n) => `再列出 ${n} 条`,
  sort: "排序",
  sorts: { relevance: "相关程度", newest: "最新在前", oldest: "最早在前", amount: "金额从大到小" },
  filters: "筛选",
  clear: "清除筛选",
  from: "从",
  to: "到",
  fine: "罚款不少于（元）",
  dates: "日期",
  moreValues: (n) => `其余 ${n} 项`,
  facets: {
    table: "类型", status: "状态", kind: "类别", year: "年度", authority: "作出机关", measure: "惩戒种类", district: "所在区",
    field: "服务领域", grade: "评价等级", tier: "薪酬层级", purchaser: "购买主体", agency: "机构",
  },
  tables: { agencies: "机构", projects: "项目", sanctions: "惩戒" },
  noDate: "日期未填",
  malformed: (at) => `检索式第 ${at} 个字符处有误：`,
  loadFailed: "搜索所用的文件没有载入。请检查网络，然后重试；本站的各个列表不受影响。",
  wrongVersion: "网站已更新，请刷新页面后再搜索。",
  failed: "搜索出错。请刷新页面后重试。",
  retry: "重试",
};

const en: Strings = {
  heading: "Results",
  results: (n) => `${n} ${n === 1 ? "record" : "records"} found`,
  shown: (n, total) => `${n} of ${total} listed`,
  searching: "Searching…",
  none: "No record found. No record does not mean no problem.",
  hint: "Type fewer characters, drop a filter, or split a sentence into words.",
  more: (n) => `List ${n} more`,
  sort: "Sort by",
  sorts: { relevance: "Best match", newest: "Newest first", oldest: "Oldest first", amount: "Largest amount first" },
  filters: "Filters",
  clear: "Clear filters",
  from: "From",
  to: "To",
  fine: "Fine of at least (yuan)",
  dates: "Date",
  moreValues: (n) => `${n} more`,
  facets: {
    table: "Type", status: "Status", kind: "Kind", year: "Year", authority: "Authority", measure: "Measure", district: "District",
    field: "Field of service", grade: "Grade", tier: "Pay tier", purchaser: "Purchaser", agency: "Agency",
  },
  tables: { agencies: "Agency", projects: "Project", sanctions: "Sanction" },
  noDate: "no date",
  malformed: (at) => `The query is wrong at character ${at}: `,
  loadFailed: "The files of the search could not be loaded. Check the connection and try again; the lists of this site work without them.",
  wrongVersion: "The site has been updated: reload the page to search.",
  failed: "The search failed. Reload the page and try again.",
  retry: "Try again",
};

/** The words for a language of the page. */
export function words(lang: string): Strings {
  return lang.toLowerCase().startsWith("en") ? en : zh;
}
