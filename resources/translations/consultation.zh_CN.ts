<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ConsultationPanel</name>
    <message>
        <source>Consultation</source>
        <translation>会商</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Open the consultation</source>
        <translation>开始会商</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>到会</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>议定</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>取消事项</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Fix the six indices</source>
        <translation>签定六指数</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>签定人</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>新数值</translation>
    </message>
    <message>
        <source>Reason, resolution or result</source>
        <translation>原因、议定事项或办理结果</translation>
    </message>
    <message>
        <source>Hours until it is due</source>
        <translation>时限（小时）</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>责任</translation>
    </message>
    <message>
        <source>Next step of the agenda</source>
        <translation>议程下一步</translation>
    </message>
    <message>
        <source>Step before</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Start or pause the countdown</source>
        <translation>开始或暂停计时</translation>
    </message>
    <message>
        <source>Nothing for this step</source>
        <translation>本项没有内容</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>not opened</source>
        <translation>尚未开始</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定数</translation>
    </message>
    <message>
        <source>fixed by {who}</source>
        <translation>{who} 已签定</translation>
    </message>
    <message>
        <source>Waits for: {names}</source>
        <translation>等待同意：{names}</translation>
    </message>
    <message>
        <source>Hours until it is due: a number above zero</source>
        <translation>时限须为大于零的小时数</translation>
    </message>
    <message>
        <source>Not signed: {why}</source>
        <translation>没有签定：{why}</translation>
    </message>
</context>
</TS>