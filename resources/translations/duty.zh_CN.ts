<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>HandoverPanel</name>
        <message>
            <source>Accept what is picked</source>
            <translation>接收所选</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Answer a question</source>
            <translation>答复提问</translation>
        </message>
        <message>
            <source>Ask about an item</source>
            <translation>就一项提问</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>待答复</translation>
        </message>
        <message>
            <source>Begin the handover</source>
            <translation>开始交接</translation>
        </message>
        <message>
            <source>Begins {time} before the shift ends</source>
            <translation>班次结束前 {time}开始</translation>
        </message>
        <message>
            <source>Bring up to date</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>Can be signed once all is decided</source>
            <translation>逐项处理后方可签字</translation>
        </message>
        <message>
            <source>Command was taken over: the handover has to be made up</source>
            <translation>已应急接管：须补办交接</translation>
        </message>
        <message>
            <source>Handover</source>
            <translation>交接班</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Leave an item with the outgoing commander</source>
            <translation>把一项留给交班人</translation>
        </message>
        <message>
            <source>Left with them</source>
            <translation>不接</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>级</translation>
        </message>
        <message>
            <source>Nobody commands</source>
            <translation>无人指挥</translation>
        </message>
        <message>
            <source>Not signed: {why}</source>
            <translation>未能签字：{why}</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Ready to be signed by both</source>
            <translation>可由双方签字</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>签字</translation>
        </message>
        <message>
            <source>Signed: {names}</source>
            <translation>已签字：{names}</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>已历</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Take over now</source>
            <translation>立即接管</translation>
        </message>
        <message>
            <source>Take over…</source>
            <translation>应急接管…</translation>
        </message>
        <message>
            <source>The rota has a gap: there is nobody to hand over</source>
            <translation>值班表有空档：无人可交</translation>
        </message>
        <message>
            <source>The shift ends in {time}</source>
            <translation>班次还有 {time}结束</translation>
        </message>
        <message>
            <source>This town hands over by the clock</source>
            <translation>本镇按钟点交接</translation>
        </message>
        <message>
            <source>To go through</source>
            <translation>待接</translation>
        </message>
        <message>
            <source>To whom</source>
            <translation>对谁</translation>
        </message>
        <message>
            <source>Unsigned for {time}: {name} still commands</source>
            <translation>未签字已 {time}：仍由 {name} 指挥</translation>
        </message>
        <message>
            <source>What they have to know</source>
            <translation>需要交代的话</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Who signs</source>
            <translation>签字人</translation>
        </message>
        <message>
            <source>Why command is taken over: all will see it</source>
            <translation>接管的原因：所有人都会看到</translation>
        </message>
        <message>
            <source>Why it is withdrawn</source>
            <translation>撤销的原因</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Withdraw…</source>
            <translation>撤销…</translation>
        </message>
        <message>
            <source>Words are needed here</source>
            <translation>请写明内容</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>问答</translation>
        </message>
        <message>
            <source>{count} new: bring it up to date</source>
            <translation>新增 {count} 件要事：请更新</translation>
        </message>
        <message>
            <source>{count} questions open</source>
            <translation>待答复 {count}</translation>
        </message>
        <message>
            <source>{count} stay with {name}</source>
            <translation>{name} 留办 {count}</translation>
        </message>
        <message>
            <source>{count} to go through</source>
            <translation>待接 {count}</translation>
        </message>
        <message>
            <source>nobody is next</source>
            <translation>无人接班</translation>
        </message>
        <message>
            <source>{name} still has {count} from the last handover</source>
            <translation>上次交接 {name} 留办 {count} 项</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>The record, on one page</source>
            <translation>交接记录，一页</translation>
        </message>
        <message>
            <source>Written: {path}</source>
            <translation>已写入：{path}</translation>
        </message>
    </context>
    <context>
        <name>ItemActions</name>
        <message>
            <source>Accept</source>
            <translation>接收</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>答复</translation>
        </message>
        <message>
            <source>Answer…</source>
            <translation>答复…</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>提问</translation>
        </message>
        <message>
            <source>Ask…</source>
            <translation>提问…</translation>
        </message>
        <message>
            <source>Leave it with them</source>
            <translation>不接</translation>
        </message>
        <message>
            <source>Leave with them…</source>
            <translation>不接…</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>收回</translation>
        </message>
        <message>
            <source>What do you want to know?</source>
            <translation>想问什么？</translation>
        </message>
        <message>
            <source>Why it stays with them</source>
            <translation>为什么不接</translation>
        </message>
        <message>
            <source>Your answer</source>
            <translation>答复</translation>
        </message>
    </context>
    <context>
        <name>LogPanel</name>
        <message>
            <source>Duty log</source>
            <translation>值班日志</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>谁</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Add a line to the log</source>
            <translation>写一条日志</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Strike…</source>
            <translation>划去…</translation>
        </message>
        <message>
            <source>Strike</source>
            <translation>划去</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Why it is struck: it stays to be read</source>
            <translation>为什么划去：原文仍可查看</translation>
        </message>
        <message>
            <source>Strike a line that somebody wrote</source>
            <translation>划去一条手写的日志</translation>
        </message>
        <message>
            <source>Copy as text</source>
            <translation>复制为文本</translation>
        </message>
        <message>
            <source>The log cannot be read: {why}</source>
            <translation>读不出日志：{why}</translation>
        </message>
        <message>
            <source>24 hours · {count}</source>
            <translation>24 小时 · {count} 条</translation>
        </message>
        <message>
            <source>Words are needed here</source>
            <translation>请写明内容</translation>
        </message>
    </context>
</TS>
