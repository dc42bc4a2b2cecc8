/** Style of a thread page; self-contained, so that a saved page looks the same everywhere. */
export const threadPageStyle = `
:root{--ink:#1c2733;--soft:#66727f;--line:#dde3ea;--card:#fff;--ground:#f4f6f9;--blue:#2f6fde;--green:#1d8a57;--amber:#b26a00;--red:#c0392b;--violet:#6b4fc4}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1500px;margin:0 auto;padding:28px 32px 40px}
h1{font-size:21px;margin:0 0 4px;letter-spacing:-.01em}
.lead{color:var(--soft);margin:0 0 20px;max-width:980px}
.badge{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12px;font-weight:600;vertical-align:2px}
.completed,.applied{background:#e2f5ea;color:var(--green)}
.drafted,.in-progress{background:#fdf0d9;color:var(--amber)}
.reviewed{background:#e4edfc;color:var(--blue)}
.application-failed,.failed,.quarantined,.refused{background:#fbe4e1;color:var(--red)}
.expired,.reverted{background:#e8ebef;color:var(--soft)}
.flow{display:grid;grid-template-columns:290px 26px minmax(0,1fr);align-items:start}
.head,.row{display:grid;grid-template-columns:minmax(0,1.15fr) 26px minmax(0,1fr) 26px minmax(0,1fr)}
.head>div,.recording-head{font-size:11px;font-weight:700;letter-spacing:.09em;text-transform:uppercase;color:var(--soft);padding:0 2px 8px}
.row{margin-bottom:14px;align-items:start}
.arrow{position:relative;height:48px}.flow>.arrow{margin-top:25px}
.arrow::before{content:"";position:absolute;left:3px;right:7px;top:50%;border-top:2px solid #b6c1ce}
.arrow::after{content:"";position:absolute;right:4px;top:calc(50% - 4px);border:5px solid transparent;border-left-color:#b6c1ce;border-right-width:0}
.arrow.none::before,.arrow.none::after{display:none}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px;box-shadow:0 1px 2px rgba(20,30,45,.05);border-top:3px solid var(--line)}
.recording .card{border-top-color:var(--blue)}.event{border-top-color:var(--violet)}.action{border-top-color:#d99a2b}.action.is-applied{border-top-color:var(--green)}.crm{border-top-color:var(--green)}
.action.is-application-failed{border-top-color:var(--red)}
.card h2{font-size:14.5px;margin:0 0 3px;overflow-wrap:anywhere}
.meta{color:var(--soft);font-size:12px}
.quote{margin:8px 0 6px;padding-left:10px;border-left:3px solid #d9d2f3;font-style:italic}
.why{margin:6px 0}
.id{font:11px/1.4 ui-monospace,SFMono-Regular,Menlo,monospace;color:#8a95a1;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:8px 0;font-size:13px}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.assumed{color:var(--amber)}
.empty{border-style:dashed;background:none;box-shadow:none;color:var(--soft);border-top-width:1px}
.bar{display:flex;height:9px;border-radius:5px;overflow:hidden;margin:10px 0 6px;background:#e9edf2}
.bar span{min-width:2px}
.stages{list-style:none;margin:0;padding:0;font-size:12.5px}
.stages li{display:flex;justify-content:space-between}
.stages i{display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px}
.chips span{display:inline-block;background:#edf1f6;border-radius:6px;padding:1px 7px;margin:2px 4px 2px 0;font-size:12px}
table{border-collapse:collapse;font-size:12.5px;margin:6px 0;width:100%}
td{padding:1px 8px 1px 0;vertical-align:top;overflow-wrap:anywhere}td:first-child{color:var(--soft);white-space:nowrap}
del{color:#9aa4af}.more{color:#8a95a1;font-size:12px}
footer{margin-top:22px;color:var(--soft);font-size:12px}
`;
