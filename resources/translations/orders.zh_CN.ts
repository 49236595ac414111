<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Composer</name>
        <message>
            <source>Cleared</source>
            <translation>已清空</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>下达指令</translation>
        </message>
        <message>
            <source>Take the plan, in an empty text</source>
            <translation>空白时选用预案</translation>
        </message>
        <message>
            <source>Departments</source>
            <translation>选部门</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>优先级</translation>
        </message>
        <message>
            <source>Issue, or draft</source>
            <translation>下达或起草</translation>
        </message>
        <message>
            <source>Clear, bring back</source>
            <translation>清空、取回</translation>
        </message>
        <message>
            <source>Issued to {n} at {at}</source>
            <translation>已下达 {n} 人 · {at}</translation>
        </message>
        <message>
            <source>Drafted for {n} at {at}</source>
            <translation>已起草，{n} 人，{at}，待确认</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who} 可以</translation>
        </message>
        <message>
            <source>Refused: {why}</source>
            <translation>未获准：{why}</translation>
        </message>
    </context>
    <context>
        <name>ComposerForm</name>
        <message>
            <source>What is to be done</source>
            <translation>写明要做什么</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清空</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>取回</translation>
        </message>
        <message>
            <source>List</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>Not about this incident</source>
            <translation>与此事件无关</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>预案</translation>
        </message>
        <message>
            <source>Whole town</source>
            <translation>全镇</translation>
        </message>
        <message>
            <source>Pick a circle, an area or units</source>
            <translation>请选择圈、区域或力量</translation>
        </message>
        <message>
            <source>Draft for {n}</source>
            <translation>起草 {n} 人</translation>
        </message>
        <message>
            <source>Issue to {n}</source>
            <translation>下达 {n} 人</translation>
        </message>
        <message>
            <source>Not sent yet…</source>
            <translation>尚未送出…</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>起草</translation>
        </message>
        <message>
            <source>Issue</source>
            <translation>下达</translation>
        </message>
        <message>
            <source>Another</source>
            <translation>另起一条</translation>
        </message>
        <message>
            <source>Not sent yet: {n} waiting for the hub</source>
            <translation>尚未送出 {n} 条：等待中枢落账</translation>
        </message>
        <message>
            <source>Not sent yet: {n}; it goes out when the hub is back</source>
            <translation>尚未送出 {n} 条：与中枢断开，恢复后送出</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who} 可以</translation>
        </message>
        <message>
            <source>The hub is away: an order goes out when it is back</source>
            <translation>与中枢断开：指令在恢复后送出</translation>
        </message>
        <message>
            <source>Plan…</source>
            <translation>选预案…</translation>
        </message>
        <message>
            <source>↵ plan “{name}”</source>
            <translation>↵ 选预案“{name}”</translation>
        </message>
        <message>
            <source>About “{what}”</source>
            <translation>关于“{what}”</translation>
        </message>
        <message>
            <source>to its place</source>
            <translation>前往事发地</translation>
        </message>
        <message>
            <source>to the middle of the area</source>
            <translation>前往划定区域中心</translation>
        </message>
        <message>
            <source>Goes to {n}</source>
            <translation>将送达 {n} 人</translation>
        </message>
        <message>
            <source>({n} taken out)</source>
            <translation>（已去除 {n}）</translation>
        </message>
        <message>
            <source>Out of contact {n}</source>
            <translation>失联 {n}</translation>
        </message>
    </context>
    <context>
        <name>IncidentReport</name>
        <message>
            <source>as usual for its kind</source>
            <translation>按类别</translation>
        </message>
        <message>
            <source>What has happened</source>
            <translation>发生了什么</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>等级</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报送</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>IncidentsPanel</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
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
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>已历</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>环节</translation>
        </message>
        <message>
            <source>Incidents</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Closed too</source>
            <translation>含已办结</translation>
        </message>
        <message>
            <source>New…</source>
            <translation>录入…</translation>
        </message>
        <message>
            <source>Next step, close</source>
            <translation>下一环节、办结</translation>
        </message>
        <message>
            <source>Write down an incident that is phoned in</source>
            <translation>录入电话报来的事件</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>下一环节</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>办结</translation>
        </message>
        <message>
            <source>Order about this</source>
            <translation>就此下达指令</translation>
        </message>
        <message>
            <source>No incidents</source>
            <translation>没有事件</translation>
        </message>
        <message>
            <source>open {n}</source>
            <translation>未结 {n}</translation>
        </message>
        <message>
            <source>overdue {n}</source>
            <translation>超时 {n}</translation>
        </message>
        <message>
            <source>Only looking on</source>
            <translation>观摩账号只能查看</translation>
        </message>
        <message>
            <source>Not sent yet: waiting for the hub</source>
            <translation>尚未送出：等待中枢</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who} 可以</translation>
        </message>
    </context>
    <context>
        <name>OrderCard</name>
        <message>
            <source>{stage} late {span}</source>
            <translation>{stage}超时 {span}</translation>
        </message>
        <message>
            <source>{stage} within {span}</source>
            <translation>{stage}剩 {span}</translation>
        </message>
        <message>
            <source>Undelivered {n}</source>
            <translation>未送达 {n}</translation>
        </message>
        <message>
            <source>Unanswered {n}</source>
            <translation>未签收 {n}</translation>
        </message>
        <message>
            <source>Out of contact {n}</source>
            <translation>失联 {n}</translation>
        </message>
        <message>
            <source>Declined {n}</source>
            <translation>拒绝 {n}</translation>
        </message>
    </context>
    <context>
        <name>OrderDetail</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who} 可以</translation>
        </message>
        <message>
            <source>All orders</source>
            <translation>全部指令</translation>
        </message>
        <message>
            <source>Recall…</source>
            <translation>撤回…</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>作废</translation>
        </message>
        <message>
            <source>Pick these</source>
            <translation>选中这些</translation>
        </message>
        <message>
            <source>Picks the recipients that are shown, for another order</source>
            <translation>选中列出的接收人，另下指令</translation>
        </message>
        <message>
            <source>Why is it recalled?</source>
            <translation>为何撤回？</translation>
        </message>
        <message>
            <source>Recall now</source>
            <translation>确认撤回</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>不撤回</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>力量</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>部门</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>始于</translation>
        </message>
        <message>
            <source>Late by</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联络</translation>
        </message>
        <message>
            <source>Recipients</source>
            <translation>接收人</translation>
        </message>
        <message>
            <source>priority {n}</source>
            <translation>{n} 级</translation>
        </message>
        <message>
            <source>about “{what}”</source>
            <translation>关于“{what}”</translation>
        </message>
        <message>
            <source>Issue to {n}</source>
            <translation>下达 {n} 人</translation>
        </message>
        <message>
            <source>Waiting for the hub…</source>
            <translation>等待中枢…</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>情况</translation>
        </message>
        <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>A new version, which everybody who is not done must acknowledge anew</source>
        <translation>下达新版本：未完成的接收人须重新签收</translation>
    </message>
</context>
    <context>
        <name>OrderTerms</name>
        <message>
            <source>{stage}: write minutes and seconds, e.g. 3:00</source>
            <translation>{stage}时限请写作 分:秒，如 3:00</translation>
        </message>
        <message>
            <source>Deadlines must be above zero and rise from stage to stage</source>
            <translation>时限须大于 0，并依次递增：送达、签收、出动、到场、完成</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>优先级</translation>
        </message>
        <message>
            <source>I</source>
            <translation>一级</translation>
        </message>
        <message>
            <source>II</source>
            <translation>二级</translation>
        </message>
        <message>
            <source>III</source>
            <translation>三级</translation>
        </message>
        <message>
            <source>Deadline: {stage}</source>
            <translation>时限：{stage}</translation>
        </message>
    </context>
    <context>
        <name>OrdersPanel</name>
    <message>
        <source>not sent {n}</source>
        <translation>未发出 {n}</translation>
    </message>
        <message>
            <source>Orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>slowest first</source>
            <translation>按最迟者排序</translation>
        </message>
        <message>
            <source>No order under way. Pick a circle and write one.</source>
            <translation>没有在途指令。选一个圈，写明要做什么。</translation>
        </message>
        <message>
            <source>Orders, the slowest first</source>
            <translation>指令，最迟者在前</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>作废</translation>
        </message>
        <message>
            <source>Choose an order, open it</source>
            <translation>选择并打开指令</translation>
        </message>
        <message>
            <source>Back to all orders</source>
            <translation>回到全部指令</translation>
        </message>
        <message>
            <source>Copy as text</source>
            <translation>复制为文本</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>已历时</translation>
        </message>
        <message>
            <source>under way {n}</source>
            <translation>在途 {n}</translation>
        </message>
        <message>
            <source>drafts {n}</source>
            <translation>草稿 {n}</translation>
        </message>
        <message>
            <source>{n} waiting for confirmation</source>
            <translation>待确认 {n}</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>另有 {n} 条</translation>
        </message>
        <message>
            <source>Out of contact {n}</source>
            <translation>失联 {n}</translation>
        </message>
        <message>
            <source>Issue to {n}</source>
            <translation>下达 {n} 人</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who} 可以</translation>
        </message>
    </context>
    <context>
        <name>RecipientPicker</name>
        <message>
            <source>Taken out</source>
            <translation>已去除</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>力量</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联络</translation>
        </message>
        <message>
            <source>Add one by name…</source>
            <translation>按姓名加一人…</translation>
        </message>
        <message>
            <source>Recipients: space takes one out</source>
            <translation>接收人：空格去除</translation>
        </message>
        <message>
            <source>Space or a double click takes one out, or puts one back</source>
            <translation>按空格或双击去除一人，再按一次放回</translation>
        </message>
    </context>
    <context>
        <name>TablePanel</name>
        <message>
            <source>Copy as text</source>
            <translation>复制为文本</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter  /</source>
            <translation>筛选  /</translation>
        </message>
        <message>
            <source>Nothing matches the filter</source>
            <translation>没有符合筛选的项目</translation>
        </message>
    </context>
    <context>
        <name>UnitsPanel</name>
        <message>
            <source>Unit</source>
            <translation>力量</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>部门</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联络</translation>
        </message>
        <message>
            <source>On task</source>
            <translation>执行中</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>力量</translation>
        </message>
        <message>
            <source>Follow on the map</source>
            <translation>地图跟随</translation>
        </message>
        <message>
            <source>Pick several</source>
            <translation>多选</translation>
        </message>
        <message>
            <source>The town has no units</source>
            <translation>本镇没有力量</translation>
        </message>
        <message>
            <source>in contact {n}/{total}</source>
            <translation>在线 {n}/{total}</translation>
        </message>
        <message>
            <source>out of contact {n}</source>
            <translation>失联 {n}</translation>
        </message>
    </context>
    <context>
        <name>ReliefRow</name>
        <message>
            <source>Copy as text</source>
            <translation>复制为文本</translation>
        </message>
        <message>
            <source>Take on</source>
            <translation>知悉</translation>
        </message>
        <message>
            <source>Answer for…</source>
            <translation>代为答复…</translation>
        </message>
        <message>
            <source>Reassign…</source>
            <translation>改派…</translation>
        </message>
        <message>
            <source>Reinforce…</source>
            <translation>增派…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>How it is known, e.g. by phone</source>
            <translation>依据（必填），如电话确认</translation>
        </message>
        <message>
            <source>Answer for it</source>
            <translation>代为答复</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Why (may be left out)</source>
            <translation>原因（可不填）</translation>
        </message>
        <message>
            <source>Reassign</source>
            <translation>改派</translation>
        </message>
        <message>
            <source>Who takes over</source>
            <translation>由谁接替</translation>
        </message>
        <message>
            <source>Send them</source>
            <translation>增派</translation>
        </message>
        <message>
            <source>Pick a recipient first</source>
            <translation>请先选一个接收人</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who} 可以</translation>
        </message>
        <message>
            <source>Not sent yet: waiting for the hub</source>
            <translation>尚未送达中枢，正在等待</translation>
        </message>
        <message>
            <source>Those picked:</source>
            <translation>已点选：</translation>
        </message>
        <message>
            <source>The next nearest:</source>
            <translation>就近增派：</translation>
        </message>
        <message>
            <source>Fewer</source>
            <translation>少一人</translation>
        </message>
        <message>
            <source>More</source>
            <translation>多一人</translation>
        </message>
    </context>
<context>
    <name>ChangeForm</name>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Send the new version</source>
        <translation>下达新版本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Everybody who is not done must acknowledge anew; their clocks start anew.</source>
        <translation>未完成的接收人须重新签收，时限重新计算</translation>
    </message>
</context>
<context>
    <name>HoldRow</name>
    <message>
        <source>Seen</source>
        <translation>知悉</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>移交…</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Decline…</source>
        <translation>退回…</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>You command: you become responsible for this order</source>
        <translation>您在指挥：接管后由您负责该指令</translation>
    </message>
    <message>
        <source>Who is to take it over</source>
        <translation>移交给谁</translation>
    </message>
    <message>
        <source>What they should know (may be left out)</source>
        <translation>交代什么（可不填）</translation>
    </message>
    <message>
        <source>Offer it</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Why is it declined?</source>
        <translation>退回的原因</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>退回</translation>
    </message>
</context>
</TS>
