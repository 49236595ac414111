<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AttachmentStrip</name>
        <message>
            <source>Photos and voice {n}</source>
            <translation>照片与语音 {n}</translation>
        </message>
        <message>
            <source>{n} more</source>
            <translation>另有 {n} 个</translation>
        </message>
    </context>
    <context>
        <name>AttachmentTile</name>
        <message>
            <source>Damaged: cannot be shown</source>
            <translation>已损坏：不能显示</translation>
        </message>
        <message>
            <source>Fetching…</source>
            <translation>正在取回…</translation>
        </message>
        <message>
            <source>Missing at the hub</source>
            <translation>中枢没有此附件</translation>
        </message>
        <message>
            <source>Not arrived yet: no link</source>
            <translation>尚未取到：没有连接</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Voice</source>
            <translation>语音</translation>
        </message>
    </context>
    <context>
        <name>CallInRow</name>
        <message>
            <source>Call {n} in</source>
            <translation>呼叫 {n} 个</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不</translation>
        </message>
        <message>
            <source>Which departments are called in? Those on duty in the lowest circle around are rung.</source>
            <translation>呼叫哪些部门？通知最近一级圈内在班的人员。</translation>
        </message>
    </context>
    <context>
        <name>CallsPanel</name>
        <message>
            <source>Call</source>
            <translation>呼叫</translation>
        </message>
        <message>
            <source>Call the circle</source>
            <translation>呼叫该圈</translation>
        </message>
        <message>
            <source>Choose a circle, here or on the map</source>
            <translation>请选择圈：在这里或在地图上</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>Circle calls</source>
            <translation>同圈呼叫</translation>
        </message>
        <message>
            <source>Copy as text</source>
            <translation>复制为文字</translation>
        </message>
        <message>
            <source>Heard</source>
            <translation>已听</translation>
        </message>
        <message>
            <source>Heard: {names}</source>
            <translation>已听：{names}</translation>
        </message>
        <message>
            <source>No calls yet. Everybody of the circle who is on duty hears what is sent from here.</source>
            <translation>还没有呼叫。从这里发出的话，该圈在班的人都能听到。</translation>
        </message>
        <message>
            <source>Not sent yet: waiting for the hub</source>
            <translation>尚未发出：等待中枢</translation>
        </message>
        <message>
            <source>Not yet: {names}</source>
            <translation>未听：{names}</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Which circle</source>
            <translation>呼叫哪个圈</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>呼叫人</translation>
        </message>
        <message>
            <source>Words to the circle</source>
            <translation>对该圈说</translation>
        </message>
        <message>
            <source>calls {n}</source>
            <translation>呼叫 {n}</translation>
        </message>
        <message>
            <source>{n} of {total} on duty, {reached} in contact</source>
            <translation>在班 {n}/{total}，在线 {reached}</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who}可以</translation>
        </message>
    </context>
    <context>
        <name>DevicesPanel</name>
        <message>
            <source>A code that enrols one phone for the picked unit; an earlier code of it ends</source>
            <translation>为所选力量生成登记码，只能登记一部手机；该力量先前的码随即失效</translation>
        </message>
        <message>
            <source>Browser</source>
            <translation>浏览器</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>所在圈</translation>
        </message>
        <message>
            <source>Code for a new device</source>
            <translation>登记新设备</translation>
        </message>
        <message>
            <source>Commanders and operators look after the devices</source>
            <translation>设备由指挥长和坐席员管理</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Enrolled</source>
            <translation>登记时间</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>最近在线</translation>
        </message>
        <message>
            <source>New code…</source>
            <translation>新登记码…</translation>
        </message>
        <message>
            <source>No code: {why}</source>
            <translation>没有生成登记码：{why}</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <source>Revoke now</source>
            <translation>立即停用</translation>
        </message>
        <message>
            <source>Revoke “{device}” of {unit}? It is cut off at once, and deletes what it holds.</source>
            <translation>停用 {unit} 的“{device}”？立即断开，并删除该设备上的内容。</translation>
        </message>
        <message>
            <source>Revoked too</source>
            <translation>含已停用</translation>
        </message>
        <message>
            <source>Revoke…</source>
            <translation>停用…</translation>
        </message>
        <message>
            <source>The device's new name</source>
            <translation>设备的新名称</translation>
        </message>
        <message>
            <source>The town has no units</source>
            <translation>本镇没有力量</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>力量</translation>
        </message>
        <message>
            <source>connected {n}</source>
            <translation>在线 {n}</translation>
        </message>
        <message>
            <source>devices {n}</source>
            <translation>设备 {n}</translation>
        </message>
        <message>
            <source>revoked {n}</source>
            <translation>已停用 {n}</translation>
        </message>
        <message>
            <source>{who} could</source>
            <translation>{who}可以</translation>
        </message>
    </context>
    <context>
        <name>EnrolCard</name>
        <message>
            <source>Another code</source>
            <translation>换一个码</translation>
        </message>
        <message>
            <source>Back to the list</source>
            <translation>返回列表</translation>
        </message>
        <message>
            <source>Enrol a phone for {name}</source>
            <translation>为 {name} 登记手机</translation>
        </message>
        <message>
            <source>No longer good: “{device}” was enrolled with a code that somebody else made</source>
            <translation>已失效：他人另生成的码登记了“{device}”</translation>
        </message>
        <message>
            <source>Not used in time: make another code</source>
            <translation>超时未用：请换一个码</translation>
        </message>
        <message>
            <source>Not used yet · good for another {left}</source>
            <translation>尚未使用 · 剩余 {left}</translation>
        </message>
        <message>
            <source>QR code: {address}</source>
            <translation>二维码：{address}</translation>
        </message>
        <message>
            <source>Scan the picture with the phone's camera, or open the address and type the code. It is good once.</source>
            <translation>用手机相机扫码，或打开网址后输入登记码。只能用一次。</translation>
        </message>
        <message>
            <source>The address is not encrypted: browsers then give no position, no microphone and nothing offline. Start the hub with --tls-cert.</source>
            <translation>网址未加密：浏览器不给定位、麦克风和离线使用。请给中枢加 --tls-cert 证书。</translation>
        </message>
        <message>
            <source>This hub answers on this machine only: no phone can open that address. Start a hub with --listen and --tls-cert, and say its address in town.toml ([field] page).</source>
            <translation>中枢只在本机应答，手机打不开这个网址。请以 --listen 与 --tls-cert 启动中枢，并在 town.toml 的 [field] page 写明网址。</translation>
        </message>
        <message>
            <source>Used: “{device}” is enrolled</source>
            <translation>已使用：“{device}”已登记</translation>
        </message>
    </context>
    <context>
        <name>HelpBanner</name>
        <message>
            <source>End the call</source>
            <translation>结束求助</translation>
        </message>
        <message>
            <source>How did it end? It goes into the journal.</source>
            <translation>怎样结束的？写入流水。</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不</translation>
        </message>
        <message>
            <source>Words are needed here</source>
            <translation>请写明情况</translation>
        </message>
        <message>
            <source>and {n} more calls for help</source>
            <translation>另有 {n} 个求助</translation>
        </message>
    </context>
    <context>
        <name>HelpRow</name>
        <message>
            <source>It is over…</source>
            <translation>已结束…</translation>
        </message>
        <message>
            <source>Only looking on</source>
            <translation>观摩账号只能查看</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>See to it</source>
            <translation>接办</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上看</translation>
        </message>
    </context>
    <context>
        <name>IncidentDetail</name>
        <message>
            <source>A whistle that calls no department</source>
            <translation>吹哨：未呼叫部门</translation>
        </message>
        <message>
            <source>All incidents</source>
            <translation>全部事件</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>应答</translation>
        </message>
        <message>
            <source>Call departments in…</source>
            <translation>加叫部门…</translation>
        </message>
        <message>
            <source>Called</source>
            <translation>已通知</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>办结</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>部门</translation>
        </message>
        <message>
            <source>Departments that were called in</source>
            <translation>被呼叫的部门</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Only looking on</source>
            <translation>观摩账号只能查看</translation>
        </message>
        <message>
            <source>Order about this</source>
            <translation>就此下达指令</translation>
        </message>
        <message>
            <source>Whistle</source>
            <translation>吹哨</translation>
        </message>
        <message>
            <source>orders about it {n}</source>
            <translation>相关指令 {n}</translation>
        </message>
        <message>
            <source>overdue by {time}</source>
            <translation>超时 {time}</translation>
        </message>
        <message>
            <source>severity {n}</source>
            <translation>{n} 级</translation>
        </message>
    </context>
    <context>
        <name>IncidentsPanel</name>
        <message>
            <source>Open an incident, back to all</source>
            <translation>打开事件，返回全部</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>Calls for help</source>
            <translation>求助</translation>
        </message>
        <message>
            <source>of them without a place</source>
            <translation>其中位置不明</translation>
        </message>
    </context>
    <context>
        <name>NoticeStrip</name>
        <message>
            <source>See to it</source>
            <translation>接办</translation>
        </message>
    </context>
    <context>
        <name>OrderDetail</name>
        <message>
            <source>Photos and voice {n}</source>
            <translation>照片与语音 {n}</translation>
        </message>
    </context>
    <context>
        <name>PhotoView</name>
        <message>
            <source>This photo is not here</source>
            <translation>照片尚未取到</translation>
        </message>
        <message>
            <source>← → other photos · Esc back</source>
            <translation>← → 其他照片 · Esc 返回</translation>
        </message>
    </context>
    <context>
        <name>StateFilter</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Pick these</source>
            <translation>选中这些</translation>
        </message>
        <message>
            <source>Picks the recipients that are shown, for another order</source>
            <translation>选中所列力量，以便另下指令</translation>
        </message>
    </context>
    <context>
        <name>VoicePlayer</name>
        <message>
            <source>This machine has no sound output: voice cannot be heard here</source>
            <translation>本机没有声音输出：不能收听语音</translation>
        </message>
        <message>
            <source>Voice cannot be heard: Qt's multimedia does not load ({why})</source>
            <translation>不能收听语音：Qt 多媒体组件无法加载（{why}）</translation>
        </message>
        <message>
            <source>Voice cannot be heard: {why}</source>
            <translation>不能收听语音：{why}</translation>
        </message>
    </context>
</TS>
