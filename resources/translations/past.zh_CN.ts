<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>PastBar</name>
        <message>
            <source>The past: nothing can be done here</source>
            <translation>过去：只能看</translation>
        </message>
        <message>
            <source>The past is being opened</source>
            <translation>正在打开过去</translation>
        </message>
        <message>
            <source>Asking the hub…</source>
            <translation>正在问中枢…</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Incident</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Escalation</source>
            <translation>升级</translation>
        </message>
        <message>
            <source>Command passes</source>
            <translation>指挥交接</translation>
        </message>
        <message>
            <source>Back to the present</source>
            <translation>回到现在</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>上一个</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一个</translation>
        </message>
        <message>
            <source>−1 min</source>
            <translation>退 1 分</translation>
        </message>
        <message>
            <source>+1 min</source>
            <translation>进 1 分</translation>
        </message>
        <message>
            <source>Kind of event to step to</source>
            <translation>要跳到的事件类别</translation>
        </message>
        <message>
            <source>Moment</source>
            <translation>时刻</translation>
        </message>
        <message>
            <source>Stand</source>
            <translation>停</translation>
        </message>
        <message>
            <source>Speed of the past</source>
            <translation>过去的播放速度</translation>
        </message>
        <message>
            <source>The past stands still</source>
            <translation>停在这一刻</translation>
        </message>
    </context>
    <context>
        <name>IndicesPanel</name>
        <message>
            <source>Not shown of the past</source>
            <translation>过去的指数不在这里</translation>
        </message>
        <message>
            <source>Go back to the present to see them</source>
            <translation>回到现在再看</translation>
        </message>
    </context>
    <context>
        <name>keys</name>
        <message>
            <source>Time machine, and back to the present</source>
            <translation>时光机，再按回到现在</translation>
        </message>
    </context>
</TS>
