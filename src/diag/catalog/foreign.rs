//! What the libraries that read YAML, TOML and pictures say of a fault, in Chinese.
//!
//! In: their English sentence. Out: ours; a sentence that nobody has translated yet is quoted.
//! Never here: our own messages.

/// Beginnings of sentences, and what they mean; the first that fits counts.
const SENTENCES: &[(&str, &str)] = &[
    ("mapping values are not allowed", "此处不能再写“键: 值”，前面可能少了引号或换行"),
    ("mapping keys are not allowed", "此处不能写键，前面可能少了换行"),
    ("block sequence entries are not allowed", "此处不能以“-”列出条目"),
    ("simple key expected ':'", "键的后面缺少冒号"),
    ("simple key is no longer valid", "键的后面缺少冒号"),
    ("did not find expected key", "此处应是键，缩进可能不齐"),
    ("while parsing a block mapping", "此处应是键，缩进可能不齐"),
    ("while parsing a block collection", "此处应以“-”列出条目，缩进可能不齐"),
    ("while parsing a flow sequence", "方括号里缺少逗号或“]”"),
    ("while parsing a flow mapping", "花括号里缺少逗号或“}”"),
    ("unexpected EOF while parsing a flow sequence", "方括号没有闭合"),
    ("unexpected EOF while parsing a flow mapping", "花括号没有闭合"),
    ("unclosed bracket", "括号没有闭合"),
    ("unclosed quote", "引号没有闭合"),
    ("invalid trailing content after", "引号之后还有多余的文字"),
    ("invalid indentation", "缩进有误"),
    ("wrongly indented line in block scalar", "多行文字的缩进不齐"),
    ("while scanning a block scalar", "多行文字的开头有误"),
    ("while parsing a quoted scalar, found unknown escape", "双引号里的反斜杠写法无效"),
    ("while parsing a quoted scalar", "双引号里的转义写法无效"),
    ("while parsing node, found unknown anchor", "引用了没有定义的锚点"),
    ("unknown anchor", "引用了没有定义的锚点"),
    ("while scanning an anchor or alias", "“&”或“*”之后缺少名字；若是文字，请加引号"),
    ("while scanning a tag", "“!”之后写法无效；若是文字，请加引号"),
    ("unexpected character", "此处出现不该有的字符；若是文字，请加引号"),
    ("unclosed table", "方括号没有闭合"),
    ("unclosed array", "方括号没有闭合"),
    ("unclosed inline table", "花括号没有闭合"),
    ("duplicate key", "键重复出现"),
    ("key with no value", "键的后面缺少“=”和值"),
    ("extra `=`", "多了一个“=”"),
    ("missing comma between array elements", "列表的各项之间缺少逗号"),
    ("missing assignment", "缺少“=”"),
    ("string values must be quoted", "文字须加引号"),
    ("invalid basic string", "引号没有闭合，或引号里有无效的字符"),
    ("invalid literal string", "引号没有闭合，或引号里有无效的字符"),
    ("invalid type: integer", "此处应是文字，不能是数字"),
    ("invalid type: boolean", "此处应是文字，不能是 true 或 false"),
    ("invalid type: string, expected a sequence", "此处应是列表，如 [\"某人\"]"),
    ("invalid type", "值的种类不对"),
    ("no PNG, JPEG, GIF, WebP or SVG", "不是 PNG、JPEG、GIF、WebP 或 SVG"),
    ("the PNG is cut short", "PNG 文件不完整"),
    ("the GIF is cut short", "GIF 文件不完整"),
    ("the JPEG has no picture in it", "JPEG 里没有图像"),
    ("it has no pixels", "没有像素"),
    ("it has no size", "没有尺寸"),
    ("its inks cannot be told", "无法判断它的油墨颜色"),
    ("it holds no svg element", "没有 svg 元素"),
    ("it is nested too deeply", "元素嵌套太深"),
    ("it has ", "像素过多"),
    ("it claims ", "文件声称的像素比它的字节能装下的还多"),
    ("it is not UTF-8", "不是 UTF-8 编码"),
    ("it is empty", "文件是空的"),
    ("it is larger than a zip may be", "大小超过了 ZIP 的上限"),
    ("Format error decoding", "文件内容已损坏"),
    ("ill-formed document", "标签没有成对"),
    ("syntax error", "XML 语法有误"),
    ("an element is not closed", "有元素没有闭合"),
    ("an attribute stands twice", "有属性重复"),
    ("an attribute is not escaped", "有属性没有转义"),
    ("it holds U+", "含有 XML 不允许的字符"),
    ("it is no SVG", "不是 SVG"),
    ("more than 64 MiB", "超过 64 MiB"),
];

/// The sentence in Chinese.
pub(super) fn in_chinese(sentence: &str) -> String {
    let known = SENTENCES.iter().find(|(beginning, _)| sentence.starts_with(beginning));
    known.map_or_else(|| format!("原文“{sentence}”"), |(_, chinese)| (*chinese).to_owned())
}

/// Whether a sentence is translated.
pub fn is_known(sentence: &str) -> bool {
    SENTENCES.iter().any(|(beginning, _)| sentence.starts_with(beginning))
}
