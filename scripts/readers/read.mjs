// Opens an EPUB in foliate-js and in epub.js, both in Chromium, as a telephone and as a tablet
// show it; measures every page of the spine, and keeps pictures. Usage: node read.mjs BOOK FOLDER
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import puppeteer from 'puppeteer-core'
import * as inside from './inside.mjs'

const [book, pictures] = process.argv.slice(2)
const PHONE = { width: 360, height: 740, deviceScaleFactor: 2 }
const TABLET = { width: 768, height: 1024, deviceScaleFactor: 1 }
const DESK = { width: 1200, height: 900, deviceScaleFactor: 1 }
const DARK = 'html { color-scheme: dark; } body { background-color: #121212; color: #e4e4e4; }'
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' }

const faults = []
const expect = (good, what) => { if (!good) faults.push(what) }

const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    try {
        const bytes = await readFile(path === '/book.epub' ? book : join('.', path))
        response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
        response.end(bytes)
    } catch {
        response.writeHead(404).end()
    }
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const origin = `http://127.0.0.1:${server.address().port}`

const profile = mkdtempSync(join(tmpdir(), 'readers-'))
const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    userDataDir: profile,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** A tab, in which every request that leaves this machine is a fault of the book. */
async function tab(file, scheme) {
    const page = await browser.newPage()
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    page.on('request', request => {
        const url = request.url()
        expect(/^(blob|data|about):/.test(url) || url.startsWith(origin), `asks for ${url}`)
    })
    page.on('pageerror', error => faults.push(`${file}: ${error.message}`))
    await page.goto(`${origin}/${file}`, { waitUntil: 'load' })
    return page
}

/** Everything that is measured in the page of the book that is shown. */
const MEASURE = `(doc => {
    const verse = (${inside.verse})(doc)
    return {
        faults: [...(${inside.overflow})(doc), ...verse.faults, ...(${inside.contrast})(doc), ...(${inside.sizes})(doc)],
        turned: verse.turned,
        verses: doc.querySelectorAll('.verse .stanza').length,
        title: doc.title,
    }
})`

async function foliate(scheme) {
    const page = await tab('foliate.html', scheme)
    await page.setViewport(PHONE)
    await page.waitForFunction('window.ready')
    await page.evaluate(async style => {
        await window.start()
        if (style) window.view.renderer.setStyles?.(style)
    }, scheme === 'dark' ? DARK : '')
    const facts = await page.evaluate(() => ({
        sections: window.view.book.sections.length,
        toc: window.view.book.toc.length,
        pages: (window.view.book.pageList ?? []).map(item => item.label),
        title: JSON.stringify(window.view.book.metadata.title),
    }))
    console.log(`  foliate-js, ${scheme}: ${facts.sections} files, ${facts.toc} entries, ${facts.pages.length} printed pages`)
    expect(facts.toc > 0, 'foliate-js sees no contents')
    const seen = { verse: -1, note: -1, table: -1, turned: 0 }
    for (const size of [PHONE, TABLET, DESK]) {
        await page.setViewport(size)
        await page.evaluate(() => window.view.renderer.setAttribute('flow', 'scrolled'))
        for (let index = 0; index < facts.sections; index++) {
            const found = await page.evaluate(async (at, measure) => {
                await window.view.goTo(at)
                const { doc } = window.view.renderer.getContents()[0]
                await doc.fonts.ready
                const result = eval(measure)(doc)
                result.note = !!doc.querySelector('a[role="doc-noteref"]')
                return result
            }, index, MEASURE)
            found.faults.forEach(fault => faults.push(`foliate-js, ${scheme}, ${size.width}: ${found.title}: ${fault}`))
            if (found.verses && seen.verse < 0) seen.verse = index
            if (found.note && seen.note < 0) seen.note = index
            seen.turned += found.turned
        }
    }
    await picture(page, scheme, seen)
    if (scheme === 'light') {
        await printedPages(page, facts.pages)
        if (seen.note >= 0) await note(page, seen.note)
    }
    await page.close()
    return seen
}

/** Pages as they are turned: the first with verse, its next one, the cover and the title page. */
async function picture(page, scheme, seen) {
    await page.evaluate(() => window.view.renderer.setAttribute('flow', 'paginated'))
    for (const [name, size] of [['phone', PHONE], ['tablet', TABLET]]) {
        await page.setViewport(size)
        const places = { cover: 0, title: 1, contents: 3, verse: Math.max(seen.verse, 0) }
        for (const [what, index] of Object.entries(places)) {
            await page.evaluate(async at => { await window.view.goTo(at) }, index)
            await shoot(page, `foliate-${scheme}-${name}-${what}`)
        }
        for (const what of ['verse-2', 'verse-3', 'verse-4']) {
            await page.evaluate(async () => { await window.view.next() })
            await shoot(page, `foliate-${scheme}-${name}-${what}`)
        }
    }
}

async function shoot(page, name) {
    await new Promise(done => setTimeout(done, 200))
    await page.screenshot({ path: `${pictures}/${name}.png` })
}

/** A jump to a printed page arrives at it. */
async function printedPages(page, labels) {
    const some = labels.filter((_, at) => at % Math.ceil(labels.length / 12) === 0)
    for (const label of some) {
        const there = await page.evaluate(async wanted => {
            const item = window.view.book.pageList.find(item => item.label === wanted)
            const { index, anchor } = await window.view.book.resolveHref(item.href)
            await window.view.goTo(item.href)
            const { doc } = window.view.renderer.getContents().find(one => one.index === index)
            return anchor(doc)?.getAttribute('aria-label')
        }, label)
        expect(there === label, `printed page ${label} leads to ${there}`)
    }
}

/** A note's mark is pressed, and its text shows in a window over the page. */
async function note(page, index) {
    await page.setViewport(PHONE)
    const wanted = await page.evaluate(async at => {
        await window.view.goTo(at)
        const { doc } = window.view.renderer.getContents()[0]
        const mark = doc.querySelector('a[role="doc-noteref"]')
        const text = doc.getElementById(mark.getAttribute('href').split('#')[1]).textContent
        await window.view.renderer.scrollToAnchor?.(mark)
        mark.click()
        return text.trim()
    }, index)
    await page.waitForFunction('window.note || window.fault', { timeout: 10000 }).catch(() => {})
    const shown = await page.evaluate(() => window.fault ?? window.note?.doc.body.textContent.trim())
    expect(shown === wanted, `the note shows “${shown}”, not “${wanted}”`)
    await shoot(page, 'foliate-light-phone-note')
}

async function epubjs() {
    const page = await tab('epubjs.html', 'light')
    await page.setViewport(PHONE)
    const facts = await page.evaluate(async () => {
        window.book = ePub(await (await fetch('/book.epub')).arrayBuffer())
        await window.book.ready
        return {
            files: window.book.spine.spineItems.map(item => item.href),
            toc: window.book.navigation.toc.length,
            pages: window.book.pageList?.pageList?.length ?? 0,
        }
    })
    console.log(`  epub.js: ${facts.files.length} files, ${facts.toc} entries, ${facts.pages} printed pages`)
    expect(facts.toc > 0, 'epub.js sees no contents')
    let verse
    for (const [name, size] of [['phone', PHONE], ['tablet', TABLET]]) {
        await page.setViewport(size)
        await page.evaluate(async () => {
            window.shown?.destroy()
            window.shown = window.book.renderTo('page', { width: '100%', height: '100%', flow: 'scrolled-doc' })
        })
        for (const href of facts.files) {
            const found = await page.evaluate(async (at, measure) => {
                await window.shown.display(at)
                const doc = window.shown.getContents()[0].document
                await doc.fonts.ready
                return eval(measure)(doc)
            }, href, MEASURE)
            found.faults.forEach(fault => faults.push(`epub.js, ${size.width}: ${found.title}: ${fault}`))
            if (found.verses) verse ??= href
        }
        await page.evaluate(async href => {
            window.shown.destroy()
            window.shown = window.book.renderTo('page', { width: '100%', height: '100%', flow: 'paginated', spread: 'none' })
            await window.shown.display(href)
        }, verse ?? facts.files.at(-1))
        await shoot(page, `epubjs-${name}-verse`)
        await page.evaluate(async () => { await window.shown.next() })
        await shoot(page, `epubjs-${name}-verse-2`)
    }
    await page.close()
}

try {
    const seen = await foliate('light')
    expect(seen.verse >= 0, 'no verse was measured')
    expect(seen.note >= 0, 'no note was popped up')
    await foliate('dark')
    await epubjs()
} finally {
    await browser.close()
    server.close()
    rmSync(profile, { recursive: true, force: true })
}
const told = [...new Set(faults)]
told.slice(0, 20).forEach(fault => console.log(`  ${fault}`))
console.log(`  ${told.length} faults; pictures in target/verify/readers/${pictures}`)
process.exit(told.length ? 1 : 0)
