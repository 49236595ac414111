<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>NoticeStrip</name>
        <message>
            <source>Source silent for {time}: {text}</source>
            <translation>事件来源静默 {time}：{text}</translation>
        </message>
        <message>
            <source>{count} shelved</source>
            <translation>{count} 条已搁置</translation>
        </message>
        <message>
            <source>Alarms</source>
            <translation>告警</translation>
        </message>
        <message>
            <source>Alarms make no sound here: {text}</source>
            <translation>告警在本机没有声音：{text}</translation>
        </message>
    </context>
    <context>
        <name>Loudspeaker</name>
        <message>
            <source>this machine has no sound output</source>
            <translation>本机没有声音输出</translation>
        </message>
    </context>
    <context>
        <name>Voice</name>
        <message>
            <source>this machine has no Chinese voice</source>
            <translation>本机没有中文语音</translation>
        </message>
    </context>
    <context>
        <name>AlarmDesk</name>
        <message>
            <source>sound is not in use</source>
            <translation>未启用声音</translation>
        </message>
    </context>
    <context>
        <name>ShelveRow</name>
        <message>
            <source>{n} min</source>
            <translation>{n} 分钟</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} 小时</translation>
        </message>
        <message>
            <source>For how long</source>
            <translation>搁置多久</translation>
        </message>
        <message>
            <source>Why? It goes into the journal.</source>
            <translation>原因（记入流水）</translation>
        </message>
        <message>
            <source>Shelve</source>
            <translation>搁置</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>AlarmSheet</name>
        <message>
            <source>No sound</source>
            <translation>没有声音</translation>
        </message>
        <message>
            <source>No voice</source>
            <translation>没有语音</translation>
        </message>
        <message>
            <source>: </source>
            <translation>：</translation>
        </message>
        <message>
            <source>Alarms: {n}</source>
            <translation>告警：{n} 条</translation>
        </message>
        <message>
            <source>Alarms: nothing stands</source>
            <translation>告警：目前没有</translation>
        </message>
        <message>
            <source>History  H</source>
            <translation>历史  H</translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Shelve…</source>
            <translation>搁置…</translation>
        </message>
        <message>
            <source>Take from the shelf</source>
            <translation>取消搁置</translation>
        </message>
        <message>
            <source>It is over…</source>
            <translation>求助已解除…</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Voice</source>
            <translation>语音播报</translation>
        </message>
        <message>
            <source>Try: help</source>
            <translation>试听：求助</translation>
        </message>
        <message>
            <source>Try: alarm</source>
            <translation>试听：一级</translation>
        </message>
        <message>
            <source>Try: warning</source>
            <translation>试听：二级</translation>
        </message>
        <message>
            <source>Try: news</source>
            <translation>试听：三级</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Alarm</source>
            <translation>告警</translation>
        </message>
        <message>
            <source>Done about it</source>
            <translation>处理情况</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>What</source>
            <translation>变化</translation>
        </message>
        <message>
            <source>Who, why</source>
            <translation>何人、原因</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Not to be shelved, or not by you</source>
            <translation>不能搁置，或无权搁置</translation>
        </message>
        <message>
            <source>How did it end? It goes into the journal.</source>
            <translation>如何解除？记入流水。</translation>
        </message>
        <message>
            <source>End the call for help</source>
            <translation>结束求助</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>keys</name>
        <message>
            <source>All alarms: shelve, history, sounds</source>
            <translation>全部告警：搁置、历史、声音</translation>
        </message>
    </context>
</TS>
