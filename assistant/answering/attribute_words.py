"""The properties that people ask for, in the words that ask and the words that state.

One entry a property: an id, its name in both languages, the pattern of a question that asks for it, and the
pattern without which a passage cannot state it. Patterns match normalised text: NFKC, lower case, simplified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that people ask for.

    A passage must state a ``required`` one; the others are shapes of answers (an organisation, a year, a
    share), which passages are preferred by.
    """

    id: str
    name_zh: str
    name_en: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    required: bool = True


def _attribute(id: str, zh: str, en: str, asked: str, stated: str) -> Attribute:
    return Attribute(id, zh, en, re.compile(asked), re.compile(stated))


def _shape(id: str, zh: str, en: str, asked: str, stated: str) -> Attribute:
    return Attribute(id, zh, en, re.compile(asked), re.compile(stated), required=False)


_NUMBER = r"[\d一二两三四五六七八九十百千万]+"
ATTRIBUTES: tuple[Attribute, ...] = (
    _attribute(
        "fee",
        "费用",
        "fee",
        r"多少钱|服务费|(支付|付|交)多少|费用|收费|年费|会员费|入驻费|保证金|押金|多少资金|资金投入|报名费|考试费|考核费|学费|价格|价钱|交钱|要交多少|几块钱|花多少|贵不贵|多贵|退费|退款|打折|优惠多少"
        r"|\bfees?\b|\bcosts?\b|\bprice|how much (does|is|do i pay)|\btuition\b|\brefund",
        r"费用|收费|考核费|报名费|免费|不收费|\d元|元/|万元|补贴|定额|\bfees?\b|\bfree\b|yuan|\brmb\b|\bcost|subsid",
    ),
    _attribute(
        "pass_mark",
        "合格分数线",
        "pass mark",
        r"及格线|合格线|分数线|通过线|多少分(才|能|算|及格|合格|通过)?|考几分|分值|权重|几分(才|能|算)|满分|pass(ing)? (mark|score|grade)|score.*(pass|need)|full marks?",
        r"\d+分|合格线|及格|满分|pass mark|out of \d+|\bpoints\b|\bmarks?\b",
    ),
    _attribute(
        "exam_date",
        "考试或报名时间",
        "exam or registration date",
        r"(什么时候|何时|几月|几号|几点|哪天|哪个月|多会儿)[^，。]{0,10}(考试|考|报名|开考|开班|出成绩|发证)|(考试|报名|开考|出成绩|成绩公布|统考)[^，。]{0,6}"
        r"(什么时候|何时|时间|日期|几月|几号|几点|哪天|截止)|(开课|开班)[^，。]{0,4}(时间|几号|什么时候|何时)|(几号|几月|什么时候|何时)(开课|开班)|考期|(申报|报名|申请)[^，。]{0,8}(截止|几月|几号|哪天)|几月几号|哪年哪月|(什么时候|何时)开放|when (is|does|do|are|will|can)[^?]*(exam|test|register|registration|enrol|sign up)|exam dates?|registration (date|deadline)",
        r"(考|报名|开班|发证|exam|regist|test)[^。]{0,30}(\d+月|\d{4}-\d\d|每月|\d+日|january|february|march|april|june|july|august|september|october"
        r"|november|december)|(\d+月|\d{4}-\d\d|每月|\d+日)[^。]{0,16}(考|报名|截止|exam|regist|test)",
    ),
    _attribute(
        "exam_length",
        "考试时长",
        "length of the exam",
        r"考(试)?(多久|多长时间|几个小时|几小时|多少分钟|时长)|(考试|考核|理论|实操)[^，。]{0,8}(时长|多长时间|多少分钟|几小时|几个小时)|how long (is|does)[^?]*(exam|test)|exam duration|length of the exam",
        r"分钟|小时|\bminutes?\b|\bhours?\b",
    ),
    _attribute(
        "question_count",
        "题量或题型",
        "number or kind of questions",
        r"多少道?题|几道题|题量|题型|单选|多选|判断题|选择题|how many questions|question types?|multiple.choice",
        r"题|questions?",
    ),
    _attribute(
        "salary",
        "薪资",
        "salary",
        r"工资|薪资|薪水|月薪|年薪|收入|挣多少|赚多少|待遇|\bsalar|\bwages?\b|\bearn|\bpay\b",
        r"工资|薪|元|收入|salar|wage|yuan|rmb|income|\bearn|\bpay\b",
    ),
    _attribute(
        "contact",
        "联系方式",
        "contact details",
        r"电话|手机号|联系方式|联系人|邮箱|微信号|qq群|qq号|客服热线|热线|怎么联系|phone|e-?mail address|contact (details|person|number|info)|hotline",
        r"电话|邮箱|微信|热线|@|\d{7,}|phone|反馈通道|feedback channel",
    ),
    _attribute(
        "address",
        "地点",
        "place",
        r"(?<!网页)(?<!网站)地址|在哪(里|儿)?考|考点(在|是|有)?哪|考场在|哪个考点|校址|位于哪|在哪个城市|在哪儿办公|address|where (is|are|can|do|does)[^?]*(located|exam|test|centre|center|office|take)",
        r"地址|位于|市|区|路|号楼|考点|located|address|city|centre|center",
    ),
    _attribute(
        "website",
        "网址",
        "web address",
        r"网址|网页地址|(?<!操盘)(?<!品牌)(?<!企业)(?<!公司)官网(?=$|[是在叫吗哪呢多地链，。？?!])|链接(是|多少|发|在)|(哪个|什么|的)网站(是|[？?]|$)|网站(是|地址|叫|多少|在哪)|入口地址|登录哪|哪个平台查|\burl\b|(which|what|whose|the|official) web ?site|web ?site (of|for|address)|web address|\blink to\b",
        r"http|www\.|\.cn\b|\.com\b|网址|website|\blink\b",
    ),
    _attribute(
        "validity",
        "有效期",
        "period of validity",
        r"有效期|几年有效|有效几年|多久过期|会过期|过期吗|年审|复审|终身有效|valid for|expir|validity",
        r"有效|过期|复审|年审|valid|expir",
    ),
    _attribute(
        "pass_rate",
        "通过率",
        "pass rate",
        r"通过率|合格率|过关率|及格率|pass(ing)? rate",
        r"通过率|合格率|pass(ing)? rate|\d+%",
    ),
    _attribute(
        "area",
        "面积",
        "floor area",
        r"平方米|多大面积|面积(多|是|要|不|最|有|至)|平米|square met|floor area|how large (is|are|must|should) (the )?(room|lab|area|floor|training)",
        r"\d+\s*(平方米|平米|㎡|m2|square)",
    ),
    _attribute(
        "machine_count",
        "设备数量",
        "number of machines",
        r"(多少|几)台|台数|电脑数量|how many (computers|machines|pcs)",
        rf"{_NUMBER}台|\d+ (computers|machines)",
    ),
    _attribute(
        "retake",
        "补考规则",
        "retake rules",
        r"补考|重考|挂科|没过.{0,6}(再考|怎么办|还能考)|考不过|retake|resit|fail(ed)? the (exam|test)",
        r"补考|重考|retake|resit",
    ),
    _attribute(
        "age",
        "年龄要求",
        "age limit",
        r"年龄|几岁|多大年纪|多少岁|岁数|\bage\b|how old",
        r"年龄|岁|\bage\b|years old",
    ),
    _attribute(
        "head",
        "负责人姓名",
        "name of the person in charge",
        r"(校长|院长|负责人|联系人|主任|经理|创始人|ceo|总裁|讲师|老师)(是谁|叫什么|姓什么|的名字|姓名|名单)|who is the (head|dean|director|president|ceo|principal)|who founded|name of the (head|dean|teacher|principal)",
        r"(校长|院长|负责人|主任|经理|创始人|ceo|总裁)(是|为|：|:)|\b(dean|director|president|ceo|founder|principal) (is|of|was)\b",
    ),
    _attribute(
        "author",
        "作者",
        "author",
        r"(作者|编者|主编)(是谁|叫什么|姓什么|的名字|姓名|名单|是)|谁写的|谁主编|的?作者[？?]?$|who (wrote|edited)|is the (author|editor)|author of|name of the author",
        r"作者|主编|编者|author|editor|written by",
    ),
    _attribute(
        "price_of_book",
        "书的定价或出版信息",
        "price or publisher of a book",
        r"出版社|定价|isbn|书号|哪里买|在哪买|多少页|几页|publish(er|ed by)|how many pages|where (can|do) i buy",
        r"出版|定价|isbn|书号|页|publish|pages",
    ),
    _attribute(
        "employment_rate",
        "就业率",
        "employment rate",
        r"就业率|就业比例|对口率|employment rate|placement rate",
        r"就业率|对口率|\d+%|employment rate|placement",
    ),
    _attribute(
        "dormitory",
        "食宿",
        "board and lodging",
        r"宿舍|住宿|食宿|食堂|dormitor|accommodation",
        r"宿舍|住宿|食宿|dormitor|accommodation",
    ),
    _attribute(
        "scholarship",
        "奖助学金",
        "scholarships",
        r"奖学金|助学金|助学贷款|scholarship|student loan",
        r"奖学金|助学金|贷款|scholarship|loan",
    ),
    _attribute(
        "how_to_register",
        "报名方式",
        "how to register",
        r"(在)?(哪里|哪儿|哪|怎么|如何|怎样|什么地方|哪个(网站|平台|入口)).{0,4}(报名|报考|申报|预约|注册考试)|(报名|报考)(入口|流程|方式|地点|渠道|步骤|材料|网站|地址)|how (do|can|to).{0,12}(register|sign up|enrol|apply for the exam)|where.{0,14}(register|sign up|enrol)",
        r"报名|报考|申报|申请|缴费|加入申请|入口|regist|sign up|enrol|apply|application",
    ),
    _attribute(
        "materials",
        "申报材料",
        "documents to hand in",
        r"(报名|报考|申报|申请|审核)[^，。]{0,8}材料|(什么|哪些|啥)材料|what (documents|papers|materials) (do|are|must|should)",
        r"材料|申报表|照片|证件|证明|materials|documents",
    ),
    _attribute(
        "credits", "学分", "credits", r"学分(?!制|银行|互)|\bcredits?\b(?! bank| transfer)", r"学分|\bcredits?\b"
    ),
    _attribute(
        "frequency",
        "考试次数",
        "how often the exam is held",
        r"(一|每)年.{0,4}(考|开|办|举行).{0,3}几次|几次考试|考几次|多久(考|开考|办)一次|how (often|many times).{0,20}(exam|test|held)",
        r"(每年|一年|全年|每月|每季|每学期)[^。]{0,12}[一二三四五六两\d]次|每月|每年[^。]{0,6}(考一|场)|常规开考|\bonce\b|twice|monthly|times a (year|month)",
    ),
    _attribute(
        "issue_delay",
        "发证时间",
        "when the certificate is issued",
        r"多久.{0,6}(拿到|拿证|出证|发证|下证|领证|到手)|(什么时候|何时|几天|多长时间).{0,6}(拿到|拿证|出证|发证|下证|领证|出成绩|查成绩)|成绩(什么时候|何时|多久)|how long.{0,20}(receive|get|issue).{0,14}certificate",
        r"(拿证|出证|发证|领证|成绩)[^。]{0,14}(天|日|周|月)|(天|日|周|个月)内",
    ),
    _attribute(
        "full_name",
        "全称",
        "full name",
        r"全称|全名|真名|真实名称|具体是哪(所|家)|full name|real name",
        r"全称|全名|full name|[\u4e00-\u9fff)]{6,}(公司|协会|学会|研究院)|《|co\., ltd|university of|association of",
    ),
    _attribute(
        "headcount",
        "人数",
        "number of people",
        r"(多少|几)(个|名|位)?(学生|人\b|人$|人[，。？?]|老师|教师|员工|学员|考生|毕业生|在校生|专家)|(学生|教师|老师|在校|报考|持证|招生|员工|师资)(总)?(人数|数量|规模)|how many (students|people|teachers|staff|candidates|employees|learners)",
        r"\d[\d,.]*\s*(余|多|万|w|k)*\+?(名|人|位|组)|近\d+|\d+ (students|people|teachers|candidates|groups)|\d[\d,]* .{0,20}(students|teachers|graduates|lecturers|people)",
    ),
    _attribute(
        "further_study",
        "升学情况",
        "further study",
        r"升学率|升学比例|专升本|升本|考研|对口升学|高考",
        r"升学|专升本|高考|考研",
    ),
    _attribute("seats", "座位数", "number of seats", r"座位|工位|seats?\b", r"座位|工位|seats?\b"),
    _attribute(
        "specification",
        "设备规格",
        "specification",
        r"什么(型号|规格|配置|品牌)|配置(要求|多高|是什么)|型号|内存|显卡|specification|which model|brand of",
        r"型号|规格|参数|配置可|内存|specification|parameters",
    ),
    _attribute("download", "下载方式", "download", r"下载|安装包|怎么安装|download|install", r"下载|安装包|download"),
    _attribute(
        "level_count",
        "级别数",
        "number of levels",
        r"(几|多少)个?(级别|等级|级|层级|层次)|how many (levels|grades)",
        r"[\d一二三四五六七八九十两]+\s*个?(级|等级|层)|初级|(three|four|five|six|seven|eight|\d+).{0,30}levels?|\bgrades?\b",
    ),
    _attribute(
        "issue_year",
        "发布或成立时间",
        "year of publication or founding",
        r"(哪一?年|什么时候|何时|几几年|哪天).{0,4}(发布|揭的?牌|挂牌|签约|获批|出台|颁布|制定|成立|设立|创办|创立|生效|实施|印发|上线|开办)|(发布|出台|颁布|成立|设立|创办|生效|实施|印发|上线)(于|的)?(时间|日期|年份|哪一?年|什么时候)|when (was|were|did).{0,40}(publish|issue|found|establish|release|launch|take effect|set up|start)",
        r"\d{4}|\d+月",
    ),
    _attribute(
        "origin",
        "提出者",
        "who created it",
        r"谁(发明|提出|创立|创建|创办|开发|设计|研发|首创|起草)|由谁(提出|开发|制定|设计|发起)|who (invented|created|developed|designed|proposed|drafted)",
        r"提出|研发|主导|牵头|制定|开发|发布|创立|起草|发起|推出|invent|creat|develop|propos|led by|draft|launch",
    ),
    _attribute(
        "loss",
        "遗失补办",
        "replacing a lost certificate",
        r"丢了|丢失|遗失|补办|补发|挂失|lost (my|the)|replace(ment)? .{0,12}certificate",
        r"遗失|补办|补发|lost|replace",
    ),
    _attribute(
        "education",
        "学历要求",
        "education required",
        r"学历(要求|限制|门槛|条件)|(要求|需要|什么|对).{0,3}学历|(高中|中专|大专|本科|专科)(毕业|学历|生)?(能|可以|可不可以|能不能)(报|考)|education(al)? (requirement|level)|degree (required|needed)",
        r"学历|同等学力|初中毕业|高中毕业|初级中等学校|education|degree",
    ),
    _attribute(
        "exam_form",
        "考试形式",
        "form of the exam",
        r"(考试|考核)(形式|方式|类型)|机考|笔试|上机考|线上考|开卷|闭卷|怎么考(试)?[？?]?$|form of the exam|(written|computer|online|practical) (exam|test)|open.book",
        r"理论|实操|机考|上机|笔试|考核形式|技能操作|考试考核|过程化|知识|theory|practical|computer|written|skill",
    ),
    _attribute(
        "difficulty",
        "难度",
        "difficulty",
        r"难不难|难度|好考吗|容易考|好过吗|how (hard|difficult)|difficulty",
        r"难度|容易|difficult",
    ),
    _attribute(
        "question_bank",
        "题库或真题",
        "question bank or past papers",
        r"题库|真题|模拟题|样题|练习题|考试大纲|考纲|question bank|past papers?|sample (questions|paper)|mock exam|syllabus",
        r"题库|真题|模拟题|样题|习题|大纲|考纲|exercise|question bank|paper|syllabus",
    ),
    _attribute(
        "exam_language",
        "考试语言",
        "language of the exam",
        r"(用|拿)?(什么|哪种|英|中|外)(语言|文|语)(考试|出题|答题|作答)|(考试|试卷|题目)[^，。]{0,6}(英文|英语|中文|语言)|language of the exam|(exam|test)[^?]{0,20}in (english|chinese)|what language",
        r"语言|英文|中文|language|english|chinese",
    ),
    _attribute(
        "language_skill",
        "外语或普通话等级",
        "language certificate",
        r"四六级|英语(四|六)级|cet.?[46]|雅思|托福|普通话|英语[^，。]{0,6}(要求|水平|等级|几级)|ielts|toefl|english level",
        r"四级|六级|cet|雅思|托福|普通话|英语|ielts|toefl|english",
    ),
    _attribute(
        "health",
        "身体条件",
        "state of health",
        r"体检|视力|色盲|身高|残疾|健康证|身体(条件|要求)|health check|eyesight|disab",
        r"体检|视力|色盲|身高|残疾|健康|health|eyesight|disab",
    ),
    _attribute(
        "foreigners",
        "外籍或港澳台人员",
        "foreign candidates",
        r"外国人|外籍|留学生|港澳台|foreign(ers?| students?| nationals?)|international students?",
        r"外国|外籍|留学|港澳台|foreign(er|  student)|international student",
    ),
    _attribute(
        "residence",
        "落户或积分",
        "residence points",
        r"落户|户口|户籍|积分入学|居住证|hukou|residence (permit|points)",
        r"落户|户口|户籍|积分|居住证|hukou|residence",
    ),
    _attribute(
        "civil_service",
        "考公或职称",
        "civil service or professional title",
        r"公务员|考公|事业编|编制|评职称|抵职称|civil service|professional title",
        r"公务员|事业|编制|职称|civil|title",
    ),
    _attribute(
        "tax",
        "个税扣除",
        "tax deduction",
        r"个税|个人所得税|抵税|专项附加扣除|tax (deduction|relief|credit)",
        r"个税|所得税|扣除|tax",
    ),
    _attribute(
        "recognition_abroad",
        "境外认可",
        "recognition abroad",
        r"(国外|海外|境外|国际上?|欧盟|东盟|香港)[^，。]{0,6}(认可|承认|有用|通用|互认)|recogni[sz]ed (abroad|overseas|internationally|in)",
        r"认可|承认|互认|通用|通行|recogni",
    ),
    _attribute(
        "ranking",
        "排名",
        "ranking",
        r"排名|排第几|第几名|名次|榜单|\branking|\brank(ed|s)?\b",
        r"排名|第[一二三四五六七八九十\d]|居|榜|rank|first|second|third|top",
    ),
    _attribute(
        "turnover",
        "营业或成交金额",
        "turnover",
        r"营业额|销售额|成交额|交易额|gmv|市值|市场份额|利润(是|有|多少)|turnover|revenue|sales volume|market share",
        r"亿|万元|万美元|额|份额|%|turnover|revenue|billion|million|share",
    ),
    _attribute(
        "timetable",
        "上课时间",
        "timetable",
        r"(?<!每)(周|星期)几(?!学时|课时|次|天|小时|节)|几点(上|开|到|考|下)|上课时间|课表|周末班|晚上(上课|班)|timetable|what (day|time) (is|are|does)",
        r"星期|周[一二三四五六日末]|\d点|课表|timetable|o'clock|weekend",
    ),
    _attribute(
        "bring",
        "考试要带什么",
        "what to bring",
        r"(要|需要?|得|能|可以)带(什么|哪些|啥|身份证|计算器|手机|电脑)|准考证|what (should|do|must) i bring|admission ticket",
        r"携带|带好|身份证|准考证|计算器|bring|ticket",
    ),
    _attribute(
        "penalty",
        "违约或处罚",
        "penalty",
        r"违约金|罚款|处罚|扣分规则|黑名单|penalt|\bfines?\b|blacklist",
        r"违约|罚|扣分|黑名单|penalt|fine|blacklist",
    ),
    _attribute(
        "journal",
        "期刊信息",
        "journal",
        r"期刊|哪本杂志|发表在|影响因子|\bdoi\b|第几期|被引|journal|impact factor|\bissn\b|cited by",
        r"期刊|学报|杂志|刊|doi|conference|journal|proceedings|issn",
    ),
    _attribute(
        "company_count",
        "企业数量",
        "number of companies",
        r"(多少|几)(家|个)(合作)?(企业|公司|单位|工厂|商家|机构|门店)|how many (companies|enterprises|firms|businesses|institutions)",
        r"\d[\d,.]*\s*(余|多|万|w|k)*\+?(家|个|所)|\d+ (companies|enterprises|firms|institutions|organi[sz]ations)",
    ),
    _attribute(
        "agreement_term",
        "协议期限",
        "term of the agreement",
        r"(协议|合同|签约|合作|挂牌|授权)[^，。]{0,6}(期限|几年|多久|多长时间|到期)|term of the (agreement|contract)|how long (does|is) the (agreement|contract|cooperation)",
        r"[\d一二三四五]\s*年|期限|每年|长期|years?|term",
    ),
    _attribute(
        "mobile",
        "手机或在家考试",
        "taking it on a phone or at home",
        r"手机(上)?(能|可以|可不可以|考|做)|用手机|在家(里)?考|居家考|app\b|小程序|on (a|my) phone|at home",
        r"手机|在家|居家|app|小程序|phone|home",
    ),
    _attribute(
        "hours",
        "学时",
        "hours",
        r"(多少|几个?)(学时|课时)|(学时|课时)(是)?(多少|几)|how many (teaching |class |credit )?hours",
        r"\d\s*(学时|课时|h\b|小时)|(学时|课时)[^。]{0,16}\d|\d+ hours|hours?\W{0,4}\d",
    ),
    _attribute(
        "code_number",
        "编号或代码",
        "number or code",
        r"(标准|文件|职业|专业|证书|文)(的)?(编号|编码|代码|号(是|？|\?|$))|(编号|编码|代码)(是|为)?(多少|什么|几)|what is the (code|number) of|(standard|document|occupation|code) number",
        r"[a-z]{1,6}\s?/?\s?[a-z]*\s?\d{2,}|\d-\d\d|\d{6}|〔\d{4}〕|\d\.\d\.\d|编号|编码|代码|第\d+项",
    ),
    _attribute(
        "drafters",
        "起草单位",
        "drafting bodies",
        r"起草(单位|人|组)|参编|编制单位|drafting (bodies|organi[sz]ations)|drafted by",
        r"起草|参编|编制|draft",
    ),
    _attribute(
        "amount",
        "金额",
        "amount of money",
        r"(奖金|奖励|绩效|补助|津贴|经费|资助|赔偿|罚|拨款|投入)[^，。]{0,8}(多少|几)|罚多少|多少(万|元)|how much (money|was|were)\b[^?]{0,40}(bonus|paid|fund|subsid|award|grant|fine)",
        r"\d[\d,.]*\s*(元|万|亿|yuan|rmb|w\b|k\b)",
    ),
    _attribute(
        "ratio",
        "配比",
        "ratio",
        r"几比几|配比|(师生|生师|考评员|考官)[^，。]{0,8}比|staff.student ratio|ratio of",
        r"\d\s*[:：比]\s*\d|1/\d",
    ),
    _attribute(
        "true_name",
        "化名背后的真名",
        "the real name behind the letter",
        r"化名|((a校|b网络|a school|school a)(这个名字|这所|的名字)?(到底|究竟|其实|真正|really|actually)?(是哪|是什么|指的是|is which|stands for))",
        r"真名|实名|即为|化名",
    ),
    _attribute(
        "names_of_people",
        "人员姓名",
        "names of people",
        r"(学生|老师|成员|队员|讲师|专家)(都)?(有谁|是谁|叫什么|姓名|名单)|(who (were|are) the (students|teachers|members|people))|(their|the) names\b",
        r"名叫|姓名|named|called",
    ),
    _attribute(
        "textbook",
        "教材",
        "textbook",
        r"教材|课本|书名|textbooks?",
        r"教材|课本|《|textbook|\bbooks?\b",
    ),
    _attribute(
        "competition",
        "竞赛",
        "competition",
        r"大赛|比赛|竞赛|获奖|competitions?|contests?",
        r"大赛|比赛|竞赛|奖|competition|contest|prize|cup",
    ),
    _attribute("batch", "批次", "batch", r"第几批|哪一?批|批次|which batch", r"批|batch"),
    _attribute(
        "annual_quota", "名额", "quota", r"名额|招生(计划|人数|数)|招多少|quota|enrolment plan", r"名额|招生|人|quota"
    ),
    _attribute(
        "appearance",
        "证书样式",
        "what the certificate looks like",
        r"长什么样|样式|证书(的)?(样本|图片|照片)|模板图|电子版还是纸质|纸质|looks? like",
        r"样式|纸质|电子证书|electronic",
    ),
    _attribute(
        "score_line",
        "录取分数",
        "admission score",
        r"录取分|分数要求|中考.{0,4}分|高考.{0,4}分|admission score",
        r"\d+分|录取分|admission score",
    ),
)

SHAPES: tuple[Attribute, ...] = (
    _shape(
        "organisation",
        "机构",
        "organisation",
        r"谁(家)?(发|的证|办|评|出|负责|牵头|制定|发布|授权|管)|哪家|哪个(公司|机构|单位|组织|部门|学校)|发证|颁发|评价组织|\bwho\b|which (organi[sz]ation|company|body|ministry)",
        r"公司|组织|机构|协会|学会|研究院|教育部|人社|大学|学院|中心|\bco\b|company|institute|university|ministry|association",
    ),
    _shape(
        "year",
        "时间",
        "time",
        r"哪一?年|什么时候|何时|几月|哪天|时间|日期|年份|\bwhen\b|which year|what year|date",
        r"\d{4}年?|\d+月|\d{4}-\d",
    ),
    _shape(
        "share",
        "比例",
        "share",
        r"占|比例|百分|下限|上限|几成|share|percent|proportion|ratio",
        r"%|/\d|\d:\d|百分|一半|不低于|不少于|不高于|percent",
    ),
    _shape(
        "span",
        "时长",
        "length of time",
        r"多久|多长时间|几年|几个月|几天|几周|多少天|how long|how many (years|months|weeks|days)",
        r"[\d一二三四五六两半]+个?(年|月|天|周|日|学期|小时|分钟)|\d+h|years?|months?|weeks?|days?",
    ),
    _shape(
        "clause",
        "条款编号",
        "clause",
        r"哪一?条|第几条|哪条|编号|which (clause|requirement|item)",
        r"\d\.\d\.\d|第\d+[条款]",
    ),
    _shape("semester", "学期", "semester", r"学期|semester|\bterm\b", r"学期|semester"),
    _shape("course", "课程", "course", r"哪些?门?课|什么课|课程|which course|what course|courses", r"课|course"),
    _shape(
        "number",
        "数量",
        "number",
        r"多少|几(个|门|张|本|名|项|条|家|所|种|类|位|级|款|步|层|人)|how many|how much|number of",
        r"\d|[一二三四五六七八九十两]",
    ),
    _shape("money", "金额", "amount of money", r"月薪|薪|元|工资|salary|yuan|rmb", r"\d元|\d+ ?(yuan|rmb)"),
)
