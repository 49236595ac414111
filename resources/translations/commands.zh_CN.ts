<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>CommandBar</name>
        <message>
            <source>Command bar</source>
            <translation>命令栏</translation>
        </message>
        <message>
            <source>Find an action, a circle, a unit, an incident, an order</source>
            <translation>查找操作、圈、力量、事件、指令</translation>
        </message>
        <message>
            <source>Chinese, pinyin, initials or a number</source>
            <translation>中文、拼音、首字母或编号</translation>
        </message>
        <message>
            <source>Nothing is called so</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Not now: {why}</source>
            <translation>现在不能：{why}</translation>
        </message>
        <message>
            <source>Enter: do it</source>
            <translation>Enter 执行</translation>
        </message>
        <message>
            <source>Enter: pick it · Ctrl+Enter: order to it</source>
            <translation>Enter 选中 · Ctrl+Enter 下达指令</translation>
        </message>
    </context>
    <context>
        <name>CommandDesk</name>
        <message>
            <source>nobody is signed in</source>
            <translation>尚未登录</translation>
        </message>
        <message>
            <source>this account can only look on</source>
            <translation>观摩账号不能下达</translation>
        </message>
        <message>
            <source>no alarm waits</source>
            <translation>没有待确认的告警</translation>
        </message>
    </context>
    <context>
        <name>keys</name>
        <message>
            <source>Command bar: find and do anything</source>
            <translation>命令栏：查找并执行一切</translation>
        </message>
        <message>
            <source>Lock: the picture goes on, nothing can be done</source>
            <translation>锁定：画面照常，不能操作</translation>
        </message>
    </context>
    <context>
        <name>LockCard</name>
        <message>
            <source>Locked since {time} · {name}</source>
            <translation>{time} 起锁定 · {name}</translation>
        </message>
        <message>
            <source>Own password</source>
            <translation>本人密码</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>解锁</translation>
        </message>
    </context>
    <context>
        <name>Lock</name>
        <message>
            <source>The hub cannot be reached: it checks the password</source>
            <translation>联系不上中枢，无法核对密码</translation>
        </message>
    </context>
    <context>
        <name>table_export</name>
        <message>
            <source>Save as a table…</source>
            <translation>另存为表格…</translation>
        </message>
        <message>
            <source>Save as a table… (this account can only look on)</source>
            <translation>另存为表格…（观摩账号不能导出）</translation>
        </message>
        <message>
            <source>Save as a table</source>
            <translation>另存为表格</translation>
        </message>
        <message>
            <source>The table could not be saved: {why}</source>
            <translation>表格没有保存：{why}</translation>
        </message>
        <message>
            <source>Saved: {path}</source>
            <translation>已保存：{path}</translation>
        </message>
    </context>
</TS>
