<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CirclesPanel</name>
    <message>
        <source>Five circles</source>
        <translation>五圈</translation>
    </message>
    <message>
        <source>Walk the circles</source>
        <translation>在圈间移动</translation>
    </message>
    <message>
        <source>Pick; with Ctrl add</source>
        <translation>选中；加 Ctrl 为加选</translation>
    </message>
    <message>
        <source>{count} · in contact {reached}</source>
        <translation>{count} 圈 · 在位 {reached}</translation>
    </message>
    <message>
        <source>chief {name}</source>
        <translation>负责人 {name}</translation>
    </message>
    <message>
        <source>in contact {reached}</source>
        <translation>在位 {reached}</translation>
    </message>
    <message>
        <source>index unknown</source>
        <translation>指数未知</translation>
    </message>
    <message>
        <source>Worst of six</source>
        <translation>六项最差</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>按此着色</translation>
    </message>
    <message>
        <source>orders {answered}</source>
        <translation>指令 {answered}</translation>
    </message>
</context>
<context>
    <name>CockpitWindow</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>场景</translation>
    </message>
</context>
<context>
    <name>MonitorWindow</name>
    <message>
        <source>Cockpit</source>
        <translation>数字驾驶舱</translation>
    </message>
</context>
<context>
    <name>DutyPanel</name>
    <message>
        <source>taken over: {reason}</source>
        <translation>应急接管：{reason}</translation>
    </message>
    <message>
        <source>handover owed</source>
        <translation>待补交接</translation>
    </message>
    <message>
        <source>not handed over to {name}</source>
        <translation>未交接给 {name}</translation>
    </message>
    <message>
        <source>{time} overdue</source>
        <translation>已超时 {time}</translation>
    </message>
    <message>
        <source>the rota has a gap</source>
        <translation>值班表有空档</translation>
    </message>
    <message>
        <source>Commander on duty</source>
        <translation>值班指挥长</translation>
    </message>
    <message>
        <source>Nobody on duty</source>
        <translation>无人值班</translation>
    </message>
    <message>
        <source>No rota</source>
        <translation>没有值班表</translation>
    </message>
    <message>
        <source>Nobody may order across departments</source>
        <translation>此刻无人可以跨部门下达指令</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还有 {time}</translation>
    </message>
    <message>
        <source>takes over {time}</source>
        <translation>{time} 交接</translation>
    </message>
    <message>
        <source>deputy {name}</source>
        <translation>副 {name}</translation>
    </message>
    <message>
        <source>you</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Nobody is next</source>
        <translation>下一班无人</translation>
    </message>
    <message>
        <source>Next {name} {department}</source>
        <translation>下一班 {name} {department}</translation>
    </message>
</context>
<context>
    <name>IndexBeside</name>
    <message>
        <source>Same day last week {value}</source>
        <translation>上周同日 {value}</translation>
    </message>
    <message>
        <source>whole town {value}</source>
        <translation>全镇 {value}</translation>
    </message>
    <message>
        <source>{worse} of {others} others are lower: {tier}</source>
        <translation>其他 {others} 个{tier}中 {worse} 个更低</translation>
    </message>
    <message>
        <source>Outlook {day}: {value}, on eight days of ten {low} to {high}</source>
        <translation>展望 {day}：{value}，八成在 {low} 至 {high}</translation>
    </message>
    <message>
        <source>Rests on {days} days of places, not of persons</source>
        <translation>依据各地 {days} 天的指数，不涉及个人</translation>
    </message>
    <message>
        <source>tried on {days} days: {share} within, error {ours} (as last week: {naive})</source>
        <translation>以前 {days} 天检验：{share} 落在区间内，误差 {ours}（照上周同日为 {naive}）</translation>
    </message>
</context>
<context>
    <name>IndexDetailPanel</name>
    <message>
        <source>Asking the hub…</source>
        <translation>正在询问中枢…</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>失分</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>报送</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Previous, next</source>
        <translation>上一项、下一项</translation>
    </message>
    <message>
        <source>Open the incident</source>
        <translation>打开事件</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>The hub gave no answer</source>
        <translation>中枢没有答复</translation>
    </message>
    <message>
        <source>Whole town</source>
        <translation>全镇</translation>
    </message>
    <message>
        <source>provisional, the day is not over</source>
        <translation>暂定，今日未完</translation>
    </message>
    <message>
        <source>expected load {load}</source>
        <translation>预期负荷 {load}</translation>
    </message>
    <message>
        <source>Incomplete: {names} silent</source>
        <translation>数据不全：{names} 静默</translation>
    </message>
    <message>
        <source>Together {total} points = 100 − {value}</source>
        <translation>合计失分 {total} = 100 − {value}</translation>
    </message>
    <message>
        <source>method {version}</source>
        <translation>算法 {version}</translation>
    </message>
</context>
<context>
    <name>IndexTile</name>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>vs town</source>
        <translation>较全镇</translation>
    </message>
    <message>
        <source>vs yesterday</source>
        <translation>较昨日</translation>
    </message>
    <message>
        <source>Incomplete: {names} silent</source>
        <translation>数据不全：{names} 静默</translation>
    </message>
    <message>
        <source>Enter or click: what cost the points</source>
        <translation>回车或点击：看失分在哪里</translation>
    </message>
    <message>
        <source>Incomplete · {count} silent</source>
        <translation>数据不全 · {count} 源静默</translation>
    </message>
</context>
<context>
    <name>IndicesPanel</name>
    <message>
        <source>Safety indices</source>
        <translation>平安六指数</translation>
    </message>
    <message>
        <source>The hub has not sent the indices yet</source>
        <translation>中枢尚未送来指数</translation>
    </message>
    <message>
        <source>Previous, next</source>
        <translation>上一项、下一项</translation>
    </message>
    <message>
        <source>Open what cost the points</source>
        <translation>打开失分明细</translation>
    </message>
    <message>
        <source>Whole town</source>
        <translation>全镇</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>今日暂定</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
</context>
<context>
    <name>LinkStrip</name>
    <message>
        <source>Not sent {n} · {age}</source>
        <translation>未发出 {n} · {age}</translation>
    </message>
    <message>
        <source>Outbox not on disk</source>
        <translation>待发箱未写盘</translation>
    </message>
    <message>
        <source>Cockpit</source>
        <translation>数字驾驶舱</translation>
    </message>
    <message>
        <source>Sample town: invented data</source>
        <translation>样例镇 · 虚构数据</translation>
    </message>
    <message>
        <source>Hub {state}</source>
        <translation>中枢 {state}</translation>
    </message>
    <message>
        <source>Data {age}</source>
        <translation>数据 {age}</translation>
    </message>
    <message>
        <source>Terminals {reached}</source>
        <translation>终端 {reached}</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>登录中</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>追赶中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>lost, reconnecting</source>
        <translation>失去联系，正在重连</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝连接</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>Hub clock {span} fast</source>
        <translation>中枢时钟快 {span}</translation>
    </message>
    <message>
        <source>Hub clock {span} slow</source>
        <translation>中枢时钟慢 {span}</translation>
    </message>
    <message>
        <source>The hub&apos;s clock and its machine&apos;s differ: check the machine&apos;s clock</source>
        <translation>中枢时钟与所在机器的时钟不一致：请检查该机器的时钟</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>HELP: {text} · {time} ago, nobody sees to it yet</source>
        <translation>求助：{text} · {time}前，尚无人处理</translation>
    </message>
    <message>
        <source>Help called {time} ago: {text}</source>
        <translation>{time}前求助：{text}</translation>
    </message>
    <message>
        <source>Whistle unanswered for {time}: {text}</source>
        <translation>吹哨 {time} 未报到：{text}</translation>
    </message>
    <message>
        <source>It is over: say how…</source>
        <translation>已解除：说明情况…</translation>
    </message>
    <message>
        <source>End the call for help</source>
        <translation>结束求助</translation>
    </message>
    <message>
        <source>How did it end? It goes into the journal.</source>
        <translation>情况如何？将记入流水。</translation>
    </message>
    <message>
        <source>Order offered to you: {text}</source>
        <translation>移交给您的指令，待接手：{text}</translation>
    </message>
    <message>
        <source>Order not taken over: {text}</source>
        <translation>移交的指令被退回：{text}</translation>
    </message>
    <message>
        <source>Command was taken over: {text}; the handover is owed</source>
        <translation>应急接管：{text}；待补交接</translation>
    </message>
    <message>
        <source>{text}: handover unsigned for {time}</source>
        <translation>{text}：交接未签字，已超时 {time}</translation>
    </message>
    <message>
        <source>Nobody in the rota {text}, in {time}; gaps within a month: {count}</source>
        <translation>值班表 {text} 无人（{time}后），一个月内缺口 {count} 处：请补班</translation>
    </message>
    <message>
        <source>{text}: handover in {time}</source>
        <translation>{text}：{time}后交接</translation>
    </message>
    <message>
        <source>The hub refused us: {text}</source>
        <translation>中枢拒绝连接：{text}</translation>
    </message>
    <message>
        <source>Hub lost for {time}: the picture is old, reconnecting</source>
        <translation>与中枢失去联系 {time}：画面是旧的，正在重连</translation>
    </message>
    <message>
        <source>Nobody on duty: nobody may order across departments</source>
        <translation>值班表此刻无人：没有人可以跨部门下达</translation>
    </message>
    <message>
        <source>{count} commands have not reached the hub yet</source>
        <translation>{count} 条命令尚未送达中枢</translation>
    </message>
    <message>
        <source>Sources silent: {text}</source>
        <translation>事件来源静默：{text}</translation>
    </message>
    <message>
        <source>{count} drafts wait for confirmation</source>
        <translation>{count} 条草稿待确认</translation>
    </message>
    <message>
        <source>{count} events while away</source>
        <translation>离线期间有 {count} 条变化</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 条</translation>
    </message>
    <message>
        <source>{count} acknowledged</source>
        <translation>{count} 条已确认</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>没有待确认的告警</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>一级</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>二级</translation>
    </message>
    <message>
        <source>News</source>
        <translation>三级</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>{text}: {count} {not_done} after {time}</source>
        <translation>{text}：{count} 人 {time} {not_done}</translation>
    </message>
    <message>
        <source>{text}: {count} late, the first for {time}</source>
        <translation>{text}：{count} 人超时，最久 {time}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>{count} deadlines passed while the hub was down</source>
        <translation>中枢停机期间有 {count} 个时限已过</translation>
    </message>
    <message>
        <source>Take on</source>
        <translation>知悉</translation>
    </message>
    <message>
        <source>Into the journal: you know of {count}. What does not change comes back.</source>
        <translation>记入流水：您已知悉 {count} 人超时；不见改观会再报</translation>
    </message>
</context>
<context>
    <name>PagodaView</name>
    <message>
        <source>unanswered</source>
        <translation>未签收</translation>
    </message>
    <message>
        <source>10 % out</source>
        <translation>失联 ≥10%</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Old picture · {age}</source>
        <translation>旧画面 · {age}</translation>
    </message>
    <message>
        <source>Waiting for the hub…</source>
        <translation>正在等候中枢…</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>暂无内容</translation>
    </message>
    <message>
        <source>This panel cannot be shown</source>
        <translation>此面板无法显示</translation>
    </message>
    <message>
        <source>Your account may not see this</source>
        <translation>当前账号无权查看</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文字</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Sign in to the hub</source>
        <translation>登录中枢</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Stays signed in: the token is kept in the system keyring</source>
        <translation>保持登录：令牌存在系统钥匙串中</translation>
    </message>
    <message>
        <source>For this session only: there is no system keyring to keep the token in</source>
        <translation>仅本次有效：没有系统钥匙串可以存放令牌</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
</context>
<context>
    <name>StartFailureDialog</name>
    <message>
        <source>The hub has not started</source>
        <translation>中枢没有启动</translation>
    </message>
    <message>
        <source>Nothing arrives here and no order can be sent until it runs: use telephone and radio. The reason:</source>
        <translation>中枢运行之前，这里收不到情况，也发不出指令：请先用电话和电台。原因：</translation>
    </message>
    <message>
        <source>The reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Mend what the reason names, then try again.</source>
        <translation>请按原因处理，然后再试一次。</translation>
    </message>
    <message>
        <source>More in {file}</source>
        <translation>详情见 {file}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>New order</source>
        <translation>新指令</translation>
    </message>
    <message>
        <source>Acknowledge the notice</source>
        <translation>确认告警</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>本按键表</translation>
    </message>
</context>
<context>
    <name>UnsentSheet</name>
    <message>
        <source>Not sent: {n}</source>
        <translation>未发出：{n}</translation>
    </message>
    <message>
        <source>Close, keep them</source>
        <translation>关闭，保留它们</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>They stay on this machine and are offered at the next start: nothing goes by itself.</source>
        <translation>它们留在本机，下次启动时再由您决定：不会自行发出。</translation>
    </message>
    <message>
        <source>The outbox is not on the disk: what waits is lost when the window closes.</source>
        <translation>待发箱没有写盘：关闭窗口后，未发出的将丢失。</translation>
    </message>
    <message>
        <source>Some are another person's, or for another hub: they never go out from here.</source>
        <translation>其中有他人的，或属于另一中枢的：绝不会从这里发出。</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发出</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>It may have reached the hub: that is known once the link is back.</source>
        <translation>可能已到中枢：连接恢复后才知道。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 条</translation>
    </message>
    <message>
        <source>waiting for the hub</source>
        <translation>等待中枢答复</translation>
    </message>
    <message>
        <source>goes out when the hub is back</source>
        <translation>中枢恢复后发出</translation>
    </message>
    <message>
        <source>old: send it or throw it away</source>
        <translation>已搁置：请发出或丢弃</translation>
    </message>
    <message>
        <source>not yours to send</source>
        <translation>不可由您发出</translation>
    </message>
</context>
</TS>
