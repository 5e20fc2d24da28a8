// Reads Ace's report: it ends well even where it found violations. Fails when there is one.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(`${process.argv[2]}/report.json`, 'utf8'))
const found = []
const walk = assertion => {
    for (const inner of assertion.assertions ?? []) walk(inner)
    const outcome = assertion['earl:result']?.['earl:outcome']
    const test = assertion['earl:test']
    if (outcome === 'fail' && test?.['dct:title']) {
        const what = assertion['earl:result']['dct:description'] ?? ''
        found.push(`${test['earl:impact']} ${test['dct:title']}: ${what.split('\n')[0]}`)
    }
}
walk(report)
for (const one of new Set(found)) console.log(`  ${one}`)
console.log(`  ${found.length} violations`)
process.exit(found.length || report['earl:result']['earl:outcome'] !== 'pass' ? 1 : 0)
