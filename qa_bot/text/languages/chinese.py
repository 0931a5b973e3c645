"""Chinese, whose words no spaces separate."""

from qa_bot.text.languages.language import Language, words

CHINESE = Language(
    code="zh",
    name="Chinese",
    letters="\u3400-\u4dbf\u4e00-\u9fff",
    is_assumed=True,
    has_spaces=False,
    density=2.0,
    stop_words=words("的 了 是 在 和 有 我 他 她 它 们 这 那 也 就 不 与 及 或 而 但 被 把 从 到 对 由 以 为"),
    question_words=words("谁 什么 何时 哪里 哪些 哪个 为什么 怎么 怎样 多少 几 吗 呢"),
    months=tuple((f"{number}月",) for number in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()),
    after_quotation="[^，。！？、；：\u201c\u300c]{0,6}[说說道问問答喊讲]道?[，。：！？]",
    sheet_names=words("工作表"),
)
