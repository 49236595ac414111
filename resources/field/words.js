// What the page says, Chinese first. One idea has one word; the words are those of the cockpit's glossary.

const ZH = {
  app: "数字驾驶舱 · 现场",
  seconds: "{n} 秒", minutes: "{n} 分", hours: "{n} 小时", metres: "{n} 米", kilometres: "{n} 公里",
  // the link
  online: "在线", connecting: "正在连接", offline: "断线", ago: "{age}前", never: "还没有连上",
  stale: "断线 {age}：下面是旧内容，新指令收不到。紧急请打电话",
  stale_never: "还没有连上指挥中心，新指令收不到。紧急请打电话",
  unsent: "{n} 条未发出 · 最早 {age}前", unsent_fixes: "位置 {n} 个待补发",
  followed_until: "位置共享中 · 至 {time}", followed: "位置共享中", followed_help: "求助中 · 位置共享中", not_followed: "未共享位置", off_duty: "已下班 · 不共享位置",
  off_duty_more: "已下班：中心看不到你的位置，有指令仍会响铃",
  place_denied: "定位被禁止：中心看不到你。请在浏览器设置里允许“位置信息”",
  place_unavailable: "定位不到：到开阔处，或打开手机定位", place_insecure: "不是 https 连接，浏览器不给定位。请告诉指挥中心",
  clock_wrong: "手机时间差 {age}，记录以中心时间为准", storage_full: "手机存储已满：新内容存不下，请删照片腾出空间，并打电话报告",
  storage_bad: "手机存储写不进去：{why}。请打电话报告",
  storage_none: "这个浏览器不让网页存数据（隐私窗口？）。请用普通窗口打开", version: "网页与中枢版本不一致：{why}。请刷新；仍不行请告诉指挥中心",
  other_tab: "这个网页已在另一个窗口打开", other_tab_more: "同时只能用一个，免得重复报告。未发出的内容都还在。", use_here: "在这里用",
  update: "新版网页已就绪", update_now: "现在更新", refused: "中心没有接受“{what}”：{why}", understood: "知道了",
  revoked: "这台设备已被指挥中心停用", revoked_more: "密钥已从手机删除。要继续使用，请向指挥中心要新的登记码。",
  unknown: "指挥中心不认识这台设备（可能刚恢复旧备份）：正在重试。手机里的内容都还在。紧急请打电话", unknown_more: "用新的登记码重新登记；同一人员的内容和未发出的都保留。", enrol_again: "重新登记",
  sound_off: "还没有声音：点一下屏幕，新指令才会响铃",
  // enrolment
  enrol_title: "登记这台设备", enrol_lead: "向指挥中心要 8 位登记码，10 分钟内有效，只能用一次。", enrol_code: "登记码", enrol_name: "设备名称",
  enrol_do: "登记", enrol_busy: "正在登记…", enrol_bad: "登记码不对、已用过或已过期。请向指挥中心要新的。",
  enrol_short: "登记码是 8 位字母和数字，还差 {n} 位", enrol_failed: "没有登记成功：{why}",
  enrol_no_link: "连不上指挥中心：检查网络后再试", enrol_insecure: "这个地址不是 https，手机不给定位、离线和加密。请用指挥中心给的 https 地址。",
  enrol_unsent: "手机里还有 {n} 条未发出：登记为同一人员会保留，换人会丢掉", enrol_is: "这台设备现在是：{name}", back: "返回",
  // orders
  no_orders: "现在没有指令", no_orders_more: "有新指令会响铃。请保持网页打开、手机不要静音。", no_orders_stale: "断线中：不知道有没有新指令",
  priority_1: "一级", priority_2: "二级", priority_3: "三级", from: "指挥长 {name}", held: "现由 {name} 负责",
  plan: "预案 {name}", together: "同去 {n} 人", alone: "只有你", nearest: "同去最近：", team: "同去的人", place_unknown: "位置不明", busy: "另有指令",
  in_contact: "在线", late: "刚才在线", out_of_contact: "失联", never_heard: "从未上线", look: "查看",
  left_acknowledged: "签收剩", left_en_route: "出动剩", left_on_scene: "到场剩", left_completed: "完成剩",
  over_acknowledged: "签收已超", over_en_route: "出动已超", over_on_scene: "到场已超", over_completed: "完成已超",
  do_delivered: "收到", do_acknowledged: "签收", do_en_route: "出动", do_on_scene: "到场", do_completed: "完成",
  issued: "已下达", delivered: "未签收", acknowledged: "已签收", en_route: "已出动", on_scene: "已到场", completed: "已完成", declined: "已说明不能去",
  recalled: "已收回", reassigned: "已转派", over: "已结束", unreachable: "失联",
  new: "新指令", changed: "指令已变更 · 第 {n} 版 · 请重新签收", reminded: "催办：请尽快{step}",
  recalled_title: "指令已收回 · 停止执行", over_title: "指令已结束", over_more: "中心的清单里已没有它。不清楚请问指挥中心", reassigned_title: "指令已转派他人 · 停止执行", reason: "原因：{text}",
  decline: "不能去…", decline_title: "为什么不能去？", decline_1: "正在处置其他事件", decline_2: "距离太远", decline_3: "车辆或装备故障", decline_4: "身体不适或受伤",
  decline_other: "其他原因", decline_send: "说明不能去", complete_title: "完成情况", result: "结果", result_resolved: "已处置", result_partly: "部分处置", result_nothing_found: "未发现情况", result_handed_over: "已移交",
  note: "说明（可不填）", photo: "拍照", photo_shown: "照片", photo_comes: "正在取照片…", photo_gone: "照片取不到：{why}", photo_most: "最多 {n} 张", no_picture: "这个文件不是能读的图片", complete_send: "确认完成", way: "{metres} · {time}", straight: "直线 {metres}",
  place_here: "就在这里", no_position: "不知道你在哪里", history: "办过的指令", none: "还没有",
  // whistle
  whistle: "吹哨", whistle_title: "吹哨：叫部门来", whistle_kind: "1 · 什么事", whistle_place: "2 · 在哪里（点地图可改）", whistle_more: "3 · 叫谁、说明、照片", whistle_send: "吹哨",
  whistle_words: "说一句（可不填）", whistle_departments: "叫哪些部门", whistle_no_place: "还没有地点：点地图选", whistle_sent: "已吹哨", whistle_kept: "哨已存在手机里，有网络就发出", not_sent: "还没有发出", whistles: "我的吹哨", whistled: "吹哨：{name} 叫你们部门",
  whistle_answer: "我去", whistle_answered: "{name} 已回应：{who}", whistle_unanswered: "{name} 还没有回应", whistle_until: "限 {time} 前", whistle_missed: "已超时 {n} 次，已叫上一级",
  whistle_promised: "你已答应去：", whistle_note: "说一句：几分钟到（可不填）",
  // help
  help: "按住求助", help_hold: "再按住一会儿…", help_too_short: "要按住 1.5 秒才发出", help_on: "求助已发出", help_unsent: "求助还没发出：没有网络，正在重试。请打电话！", help_cancel: "按住取消求助",
  help_sending: "求助正在发出…", help_from: "{name} 求助！", help_place: "距你 {metres}", help_seen: "求助已收到：{name} 在处理", help_unseen: "中心还没有人接手", help_title: "同事求助", blob_refused: "中心没有收下照片或语音：{why}",
  // calls
  call: "同圈", call_to: "呼叫 {name}", call_text: "写一句", call_send: "发送", call_talk: "按住说话", call_talking: "正在录音… 松开发送", call_wait: "正在打开麦克风…", call_hold: "要按住才录音，松开发送", call_heard_by: "{n} 人已听", call_none: "还没有呼叫", voice: "语音",
  voice_none: "这个浏览器不能录音", voice_denied: "麦克风被禁止：请在浏览器设置里允许", voice_gone: "语音取不到：{why}", voice_playing: "正在播放", voice_no_microphone: "这台手机没有麦克风",
  // settings
  settings: "设置", language: "语言", theme: "外观", theme_auto: "随系统", theme_dark: "深色", theme_light: "浅色", device_name: "设备名称", duty: "值班", duty_begin: "上班：开始共享位置", duty_extend: "再值一班", duty_end: "下班：停止共享位置", sign_off: "注销这台设备",
  sign_off_sure: "注销后要新的登记码才能再用。", sign_off_unsent: "还有 {n} 条未发出，注销会丢掉它们！", sign_off_do: "确定注销", test_alarm: "试听铃声", close: "关闭", cancel: "取消",
 
  rule_late: "未按时{step}：{name}", raised: "你负责的人未按时回应", raised_seen: "我来处理", raised_none: "没有超时的人了", raised_over: "已超 {time}", raised_known: "已有人在处理",
  answer_for: "代为答复", answer_lead: "{name} 现在到哪一步？", answer_how: "你怎么知道的？", answer_by_phone: "电话确认", answer_by_radio: "对讲机确认", answer_by_eye: "当面看到", answer_note: "补充说明", answer_send: "代为答复",
  send_other: "换人或增派", send_lead: "由谁去？{name} 还没有回应", send_asks: "正在查最近的人…", send_instead: "改派，换下 {name}", send_besides: "增派，一起去", send_nobody: "你负责的人里没有可派的", send_self: "我自己（{name}）",
  send_no_link: "没有网络，查不到谁最近。请打电话", send_reason: "负责人改派",
  behind_ask: "允许后台提醒", behind_default: "现在切到别的应用时，系统不会提醒你", behind_granted: "后台提醒已允许；网页被系统冻结后仍收不到", behind_denied: "后台提醒被禁止：可在浏览器设置里允许“通知”", behind_none: "这个浏览器没有后台提醒",
};

const EN = {
  app: "Cockpit · field",
  seconds: "{n} s", minutes: "{n} min", hours: "{n} h", metres: "{n} m", kilometres: "{n} km",
  online: "Online", connecting: "Connecting", offline: "No link", ago: "{age} ago", never: "not connected yet",
  stale: "No link for {age}: what you see is old, new orders do not arrive. If urgent, phone",
  stale_never: "Not connected to the centre yet, orders do not arrive. If urgent, phone",
  unsent: "{n} not sent yet · oldest {age} ago", unsent_fixes: "{n} positions to send",
  followed_until: "Position shared · until {time}", followed: "Position shared", followed_help: "Help called · position shared", not_followed: "Position not shared", off_duty: "Off duty · not shared",
  off_duty_more: "Off duty: the centre does not see where you are; orders still ring",
  place_denied: "Position is blocked: the centre cannot see you. Allow “Location” in the browser's settings",
  place_unavailable: "No position: go into the open, or switch the phone's location on", place_insecure: "Not an https connection: the browser gives no position. Tell the centre",
  clock_wrong: "Phone clock is off by {age}; the centre's time counts", storage_full: "Phone storage is full: nothing new can be kept. Delete photos, and report by phone",
  storage_bad: "Phone storage cannot be written: {why}. Report by phone",
  storage_none: "This browser lets the page keep nothing (a private window?). Use a normal one", version: "Page and hub do not fit together: {why}. Reload; if that does not help, tell the centre",
  other_tab: "This page is open in another window", other_tab_more: "Only one can be used at a time, so that nothing is reported twice. What was not sent is safe.", use_here: "Use it here",
  update: "A newer page is ready", update_now: "Update now", refused: "The centre did not take “{what}”: {why}", understood: "Understood",
  revoked: "The centre has revoked this device", revoked_more: "Its key was deleted from the phone. To go on, ask the centre for a new code.",
  unknown: "The centre does not know this device (an old backup, perhaps): trying on. All on the phone is safe. If urgent, phone", unknown_more: "Enrol again with a new code; for the same person all is kept, also what was not sent.", enrol_again: "Enrol again",
  sound_off: "No sound yet: touch the screen, or new orders will not ring",
  enrol_title: "Enrol this device", enrol_lead: "Ask the centre for a code of 8 characters. It works once, for 10 minutes.", enrol_code: "Code", enrol_name: "Device name",
  enrol_do: "Enrol", enrol_busy: "Enrolling…", enrol_bad: "The code is wrong, used or expired. Ask the centre for a new one.",
  enrol_short: "A code has 8 letters and digits; {n} missing", enrol_failed: "Not enrolled: {why}",
  enrol_no_link: "The centre cannot be reached: check the network and try again", enrol_insecure: "This address is not https: no position, offline use or encryption. Use the https address of the centre.",
  enrol_unsent: "{n} not sent yet: kept for the same person, lost for another", enrol_is: "This device is now: {name}", back: "Back",
  no_orders: "No orders now", no_orders_more: "A new order rings. Keep the page open and the phone not muted.", no_orders_stale: "No link: there may be orders you do not see",
  priority_1: "Level 1", priority_2: "Level 2", priority_3: "Level 3", from: "Commander {name}", held: "now with {name}",
  plan: "Plan {name}", together: "{n} go", alone: "You alone", nearest: "Nearest: ", team: "Who goes", place_unknown: "place unknown", busy: "on another order",
  in_contact: "in contact", late: "late", out_of_contact: "out of contact", never_heard: "never heard", look: "Look",
  left_acknowledged: "Acknowledge in", left_en_route: "Leave in", left_on_scene: "Arrive in", left_completed: "Complete in",
  over_acknowledged: "Acknowledge late", over_en_route: "Leaving late", over_on_scene: "Arrival late", over_completed: "Completion late",
  do_delivered: "Receive", do_acknowledged: "Acknowledge", do_en_route: "On my way", do_on_scene: "On scene", do_completed: "Complete",
  issued: "Issued", delivered: "Not acknowledged", acknowledged: "Acknowledged", en_route: "On the way", on_scene: "On scene", completed: "Completed", declined: "Declined",
  recalled: "Recalled", reassigned: "Reassigned", over: "Over", unreachable: "Out of contact",
  new: "New order", changed: "Order changed · version {n} · acknowledge anew", reminded: "Reminder, overdue: {step}",
  recalled_title: "Order recalled · stop", over_title: "Order is over", over_more: "The centre's list has it no more. If that is not clear, ask the centre", reassigned_title: "Order given to others · stop", reason: "Reason: {text}",
  decline: "Cannot go…", decline_title: "Why can you not go?", decline_1: "Busy with another incident", decline_2: "Too far away", decline_3: "Vehicle or gear broken", decline_4: "Unwell or hurt",
  decline_other: "Other reason", decline_send: "Decline", complete_title: "How it ended", result: "Result", result_resolved: "Resolved", result_partly: "Partly resolved", result_nothing_found: "Nothing found", result_handed_over: "Handed over",
  note: "Note (optional)", photo: "Photo", photo_shown: "Photo", photo_comes: "Fetching a photo…", photo_gone: "Photo cannot be fetched: {why}", photo_most: "{n} at most", no_picture: "This file is no picture that can be read", complete_send: "Confirm completion", way: "{metres} · {time}", straight: "{metres} straight",
  place_here: "Right here", no_position: "Your position is unknown", history: "Past orders", none: "None yet",
  whistle: "Whistle", whistle_title: "Whistle: call departments in", whistle_kind: "1 · What", whistle_place: "2 · Where (tap the map to change)", whistle_more: "3 · Whom, words, photos", whistle_send: "Blow the whistle",
  whistle_words: "A few words (optional)", whistle_departments: "Departments to call", whistle_no_place: "No place yet: tap the map", whistle_sent: "Whistle blown", whistle_kept: "Kept on the phone; sent once there is a link", not_sent: "Not sent yet", whistles: "My whistles", whistled: "Whistle: {name} calls your department",
  whistle_answer: "I go", whistle_answered: "{name} answered: {who}", whistle_unanswered: "{name} has not answered", whistle_until: "by {time}", whistle_missed: "late {n} times, the next circle is called",
  whistle_promised: "You said you would come:", whistle_note: "A word: there in how many minutes (optional)",
  help: "Hold for help", help_hold: "Keep holding…", help_too_short: "Hold it for 1.5 s to send", help_on: "Help was called", help_unsent: "Help NOT sent: no link, trying on. Phone now!", help_cancel: "Hold to cancel the call for help",
  help_sending: "Calling for help…", help_from: "{name} calls for help!", help_place: "{metres} from you", help_seen: "Help was heard: {name} sees to it", help_unseen: "Nobody at the centre has taken it on yet", help_title: "A colleague calls for help", blob_refused: "The centre did not take a photo or clip: {why}",
  call: "Circle", call_to: "Call {name}", call_text: "Write", call_send: "Send", call_talk: "Hold to talk", call_talking: "Recording… let go to send", call_wait: "Opening the microphone…", call_hold: "Hold to record, let go to send", call_heard_by: "heard by {n}", call_none: "No calls yet", voice: "Voice",
  voice_none: "This browser cannot record", voice_denied: "Microphone is blocked: allow it in the browser's settings", voice_gone: "Voice cannot be fetched: {why}", voice_playing: "Playing", voice_no_microphone: "This phone has no microphone",
  settings: "Settings", language: "Language", theme: "Look", theme_auto: "As the system", theme_dark: "Dark", theme_light: "Light", device_name: "Device name", duty: "Duty", duty_begin: "Begin duty: share my position", duty_extend: "One more shift", duty_end: "End duty: stop sharing", sign_off: "Sign this device off",
  sign_off_sure: "A new code is needed to use it again.", sign_off_unsent: "{n} not sent yet: signing off loses them!", sign_off_do: "Sign off", test_alarm: "Try the alarm", close: "Close", cancel: "Cancel",
 
  rule_late: "Late ({step}): {name}", raised: "Late in your charge", raised_seen: "I see to it", raised_none: "Nobody is late any more", raised_over: "over by {time}", raised_known: "Somebody sees to it",
  answer_for: "Answer for", answer_lead: "How far is {name}?", answer_how: "How do you know?", answer_by_phone: "By phone", answer_by_radio: "By radio", answer_by_eye: "I see it", answer_note: "More", answer_send: "Answer for them",
  send_other: "Send others", send_lead: "Who goes? {name} has not answered", send_asks: "Looking who is nearest…", send_instead: "Instead of {name}", send_besides: "Besides, together", send_nobody: "Nobody in your charge can be sent", send_self: "Myself ({name})",
  send_no_link: "No link: nobody knows who is nearest. Phone", send_reason: "Reassigned by the chief",
  behind_ask: "Allow notices in the background", behind_default: "In another app, the system will not tell you now", behind_granted: "Notices are allowed; a page that the system has frozen still gets nothing", behind_denied: "Notices are blocked: allow them in the browser's settings", behind_none: "This browser has no notices in the background",
};

export const TONGUES = { zh: ZH, en: EN };
let tongue = "zh";

/** Sets the language: "zh" or "en". */
export function speak(language) {
  tongue = language in TONGUES ? language : "zh";
  document.documentElement.lang = tongue === "zh" ? "zh-CN" : "en";
  document.title = tr("app");
}

/** The language that is spoken. */
export function language() {
  return tongue;
}

/** A text in the language that is spoken; `{name}` is replaced by what `values` say. */
export function tr(key, values = {}) {
  const text = TONGUES[tongue][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** A name in the language that is spoken, of something that has both. */
export function named(thing) {
  return (tongue === "en" && thing.name_en) || thing.name;
}

/** An instant (epoch seconds) as the clock on the wall shows it: 20:00. */
export function clockTime(at) {
  return new Date(at * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}
