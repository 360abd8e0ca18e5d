"""The style of sheets and keys: A4, in black on white, from any browser."""

PAGE_HEIGHT, PAGE_WIDTH = 273.0, 182.0      # of A4 within its margins, in mm

STYLE = """
@page { size: A4 portrait; margin: 12mm 14mm }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 16px; max-width: 190mm; background: #ffffff; color: #000000;
       font: 10pt/1.35 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif }
section { padding: 0 0.4mm }
section + section { margin-top: 24mm }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 6mm;
         border-bottom: 0.5mm solid #000000; padding-bottom: 1mm }
h1 { font-size: 15pt; line-height: 1.2; margin: 0 }
h2 { font-size: 10.5pt; line-height: 1.2; margin: 2.2mm 0 1mm }
h2 small { font-weight: normal; font-size: 9.5pt }
p { margin: 0 0 1.2mm }
.code { white-space: nowrap; font-size: 9.5pt }
.code b { font: bold 12pt/1 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
          letter-spacing: 0.04em }
.who { display: flex; gap: 4mm; margin: 4mm 0 2.5mm; font-size: 9.5pt }
.who span { display: flex; gap: 1.5mm; align-items: end; white-space: nowrap }
.who u { flex: 1; min-width: 17mm; border-bottom: 0.25mm solid #000000; text-decoration: none;
         font-weight: bold; font-size: 10.5pt; line-height: 1.15 }
.who .name { flex: 1; min-width: 0 }
.who .name u { overflow: hidden; text-overflow: ellipsis; padding-bottom: 0.3mm }
.who .points u { min-width: 12mm }
.picture { display: flex; justify-content: center; align-items: center; gap: 5mm; margin: 1.5mm 0 2mm }
.picture svg { width: auto; max-width: 100%; min-width: 0 }
.picture table { flex: none; width: auto }
.picture td, .picture th { height: 6mm; min-width: 12mm; padding: 0.4mm 1.6mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-variant-numeric: tabular-nums }
tr { break-inside: avoid }
thead { display: table-header-group }
th { font-weight: normal; font-size: 9pt; line-height: 1.25; padding: 0.4mm 1mm; border: 0.25mm solid #000000;
     background: #eeeeee; print-color-adjust: exact; -webkit-print-color-adjust: exact }
th.name { width: 18mm }
tbody th { font-weight: bold; font-size: 10pt; white-space: nowrap; padding: 0.4mm 0 }
td { border: 0.25mm solid #000000; height: var(--row); padding: 0 1mm; text-align: center }
td.blank { text-align: left; vertical-align: top; padding: 0.5mm 0.8mm }
td.blank i { display: block; font: 6.5pt/1 system-ui, Arial, sans-serif; color: #555555 }
td.stated { color: #333333 }
td.none { background: repeating-linear-gradient(135deg, #ffffff 0 1.2mm, #d8d8d8 1.2mm 1.4mm);
          print-color-adjust: exact; -webkit-print-color-adjust: exact }
sub, sup { font-size: 75%; line-height: 0 }
.weights { display: flex; gap: 3mm; align-items: flex-start }
.weights table { flex: 1 }
.weights .value { width: 14mm }
.three .name { width: 14mm; padding: 0 }
.three .value { width: 11mm; padding: 0 }
.three tbody th { font-size: 8.5pt; padding: 0 }
.answers { table-layout: auto; margin-bottom: 4mm; font-size: 8.5pt }
.answers th { font-size: 7.5pt; padding: 0.3mm 0.8mm; white-space: nowrap }
.answers tbody th { text-align: left; font-size: 8.5pt; font-weight: normal; max-width: 46mm;
                    overflow: hidden; text-overflow: ellipsis }
.answers td { height: auto; padding: 0.25mm 0.8mm; text-align: right; white-space: nowrap }
.answers code, .full code { font: 8.5pt ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace }
.full { break-inside: avoid; margin: 0 0 4mm; font-size: 7.6pt; line-height: 1.25 }
.full h2 { border-bottom: 0.25mm solid #000000 }
.full ol { columns: 2; column-gap: 6mm; margin: 1mm 0; padding: 0; list-style: none;
           font-variant-numeric: tabular-nums }
.full li { break-inside: avoid; padding-left: 6mm; text-indent: -6mm; line-height: 1.22 }
.full i { display: inline-block; width: 6mm; text-indent: 0; font-style: normal; color: #555555 }
.formulas { margin-top: 2.6mm; border-top: 0.25mm solid #000000; padding-top: 1.2mm; font-size: 9pt;
            columns: 2; column-gap: 6mm; break-inside: avoid }
.formulas p { break-inside: avoid; margin: 0 0 0.5mm; line-height: 1.3; padding-left: 4mm; text-indent: -4mm }
.formulas small { font-size: 8pt; color: #333333 }
@media screen { section { border: 1px solid #cccccc; padding: 12mm 4mm } }
@media print {
  body { padding: 0; max-width: none }
  section + section { break-before: page; margin-top: 0 }
}
"""
