// What is measured inside a page of the book. Every function is sent to the browser as it stands,
// so none may use anything from outside itself. Each gives a list of faults.

/** Nothing is wider than the screen, but what scrolls in a frame of its own. */
export function overflow(doc) {
    const win = doc.defaultView
    const width = doc.documentElement.clientWidth
    const faults = []
    for (const element of doc.body.querySelectorAll('*')) {
        if (element.closest('.table, ruby') || element.closest('[hidden]')) continue
        const box = element.getBoundingClientRect()
        if (box.width > 0 && box.right + win.scrollX > width + 1) {
            faults.push(`${element.tagName}.${element.className} ends at ${Math.round(box.right)} of ${width}`)
        }
    }
    return faults.slice(0, 3)
}

/** Each line of verse starts a row at one left edge; what turns over is indented; characters align. */
export function verse(doc) {
    const faults = []
    const place = (node, at) => {
        const range = doc.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        return range.getBoundingClientRect()
    }
    const letters = line => {
        const found = []
        const walker = doc.createTreeWalker(line, 4)
        while (walker.nextNode()) {
            if (walker.currentNode.parentElement.closest('rt, rp, sup')) continue
            for (let at = 0; at < walker.currentNode.data.length; at++) {
                const one = walker.currentNode.data[at]
                if (one.trim()) found.push({ one, box: place(walker.currentNode, at) })
            }
        }
        return found
    }
    let turned = 0
    for (const stanza of doc.querySelectorAll('.verse .stanza')) {
        const lines = [...stanza.querySelectorAll('.line')].map(letters).filter(line => line.length)
        const size = parseFloat(doc.defaultView.getComputedStyle(stanza).fontSize)
        const first = lines[0]
        lines.forEach((line, index) => {
            const text = line.map(letter => letter.one).join('')
            const start = line[0].box
            if (Math.abs(start.left - first[0].box.left) > 1 && /\p{Script=Han}/u.test(line[0].one + first[0].one)) {
                faults.push(`verse starts at ${start.left}, not ${first[0].box.left}: ${text}`)
            }
            const before = lines[index - 1]?.at(-1).box
            if (before && start.top < before.top + size * 0.8) faults.push(`verse starts no row: ${text}`)
            const rest = line.find(letter => letter.box.top > start.top + size * 0.8)
            if (rest) {
                turned++
                if (rest.box.left < start.left + size * 1.2) faults.push(`verse turns over unindented: ${text}`)
            } else {
                // The characters before any mark stand under each other.
                const han = line.findIndex(letter => !/\p{Script=Han}/u.test(letter.one))
                const last = first.findIndex(letter => !/\p{Script=Han}/u.test(letter.one))
                const both = Math.min(han < 0 ? line.length : han, last < 0 ? first.length : last)
                for (let at = 0; at < both; at++) {
                    if (Math.abs(line[at].box.left - first[at].box.left) > 1) {
                        faults.push(`verse: character ${at + 1} is out of its column: ${text}`)
                        break
                    }
                }
            }
        })
    }
    return { faults: faults.slice(0, 5), turned }
}

/** Text against its ground: at least 4.5 to 1, as WCAG 2.2 asks. */
export function contrast(doc) {
    const win = doc.defaultView
    const parse = text => {
        const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number)
        return { rgb: [r, g, b], a }
    }
    const over = (top, ground) => top.rgb.map((value, at) => value * top.a + ground[at] * (1 - top.a))
    const light = rgb => {
        const [r, g, b] = rgb.map(value => {
            const part = value / 255
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const faults = new Set()
    const walker = doc.createTreeWalker(doc.body, 4)
    while (walker.nextNode()) {
        if (!walker.currentNode.data.trim()) continue
        const element = walker.currentNode.parentElement
        if (element.closest('[hidden]') || !element.getClientRects().length) continue
        const chain = []
        for (let up = element; up; up = up.parentElement) chain.unshift(up)
        const canvas = win.matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255]
        let ground = canvas
        let opacity = 1
        for (const one of chain) {
            ground = over(parse(win.getComputedStyle(one).backgroundColor), ground)
            opacity *= Number(win.getComputedStyle(one).opacity)
        }
        const ink = parse(win.getComputedStyle(element).color)
        const shown = over({ rgb: ink.rgb, a: ink.a * opacity }, ground)
        const [high, low] = [light(shown), light(ground)].sort((a, b) => b - a)
        const ratio = (high + 0.05) / (low + 0.05)
        if (ratio < 4.5) faults.add(`${element.tagName}.${element.className}: contrast ${ratio.toFixed(1)}`)
    }
    return [...faults].slice(0, 5)
}

/** The reader's own size holds everywhere: text grows with the root's. */
export function sizes(doc) {
    const names = ['p', 'h1', 'h2', 'h3', 'li', 'td', 'dd', 'figcaption', 'code', 'rt', '.note-mark']
    const all = names.map(name => doc.querySelector(name)).filter(one => one)
    const of = root => {
        doc.documentElement.style.fontSize = root
        return all.map(one => parseFloat(doc.defaultView.getComputedStyle(one).fontSize))
    }
    const [small, large] = [of('16px'), of('32px')]
    doc.documentElement.style.fontSize = ''
    const fixed = all.filter((_, at) => Math.abs(large[at] - small[at] * 2) > 0.5)
    return fixed.map(one => `${one.tagName}.${one.className} keeps its own size`)
}
