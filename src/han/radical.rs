//! Radicals to the ideographs that they look like.
//!
//! In: one character. Out: the unified ideograph, when the character is a Kangxi radical (U+2F00
//! to U+2FD5) or a radical of the supplement (U+2E80 to U+2EF3), which text pasted from a PDF or
//! from OCR has instead. Source: EquivalentUnifiedIdeograph.txt of Unicode 15. NFC does not do it.

/// The ideographs for U+2F00 and following.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The ideographs for U+2E80 and following; U+3000 where there is none.
const SUPPLEMENT: &str = "\
    \u{3000}厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵\u{3000}旡日月歺母民氵氺灬爫爫丬牛\
    犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑\
    钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The ideograph that a radical stands for; `None` when the character is no radical.
pub fn unified(character: char) -> Option<char> {
    let (table, first) = match character {
        '\u{2F00}'..='\u{2FD5}' => (KANGXI, 0x2F00),
        '\u{2E80}'..='\u{2EF3}' => (SUPPLEMENT, 0x2E80),
        _ => return None,
    };
    let place = (character as usize).checked_sub(first)?;
    table.chars().nth(place).filter(|ideograph| *ideograph != '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::{KANGXI, SUPPLEMENT, unified};

    #[test]
    fn both_tables_are_whole() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(SUPPLEMENT.chars().count(), 116);
    }

    #[test]
    fn radicals_become_the_ideographs_of_their_shape() {
        let rows =
            [('⼀', '一'), ('⼈', '人'), ('⼯', '工'), ('⿕', '龠'), ('⺟', '母'), ('⻰', '龙')];
        for (radical, ideograph) in rows {
            assert_eq!(unified(radical), Some(ideograph));
        }
        assert_eq!(unified('人'), None);
    }
}
