<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>keys</name>
    <message>
        <source>Panel fills its monitor, and back</source>
        <translation>面板占满整块屏，再按复原</translation>
    </message>
    <message>
        <source>Arrange the panel, scenes</source>
        <translation>排布面板、场景</translation>
    </message>
</context>
<context>
    <name>Arranger</name>
    <message>
        <source>Saved as “{name}”</source>
        <translation>已另存为“{name}”</translation>
    </message>
    <message>
        <source>Exported to {file}</source>
        <translation>已导出到 {file}</translation>
    </message>
    <message>
        <source>“{name}” is taken in</source>
        <translation>已导入“{name}”</translation>
    </message>
    <message>
        <source>A monitor keeps one panel at least</source>
        <translation>每块屏至少要留一个面板</translation>
    </message>
    <message>
        <source>There is no room for another column or row</source>
        <translation>这块屏放不下更多的列或行了</translation>
    </message>
    <message>
        <source>The wall is locked: nothing can be moved</source>
        <translation>布局已锁定：不能移动任何面板</translation>
    </message>
</context>
<context>
    <name>ArrangeMenu</name>
    <message>
        <source>Save as a scene of your own…</source>
        <translation>另存为自己的场景…</translation>
    </message>
    <message>
        <source>Import a scene…</source>
        <translation>导入场景…</translation>
    </message>
    <message>
        <source>Export this scene…</source>
        <translation>导出当前场景…</translation>
    </message>
    <message>
        <source>Reset this scene</source>
        <translation>当前场景恢复原样</translation>
    </message>
    <message>
        <source>Delete this scene</source>
        <translation>删除当前场景</translation>
    </message>
    <message>
        <source>Lock the wall: nothing can be moved</source>
        <translation>锁定布局：不能移动任何面板</translation>
    </message>
    <message>
        <source>Export this scene</source>
        <translation>导出当前场景</translation>
    </message>
    <message>
        <source>Import a scene</source>
        <translation>导入场景</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>排布</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>These scenes of your own are left out until they are mended:</source>
        <translation>下列自建场景有错，改好之前不用：</translation>
    </message>
    <message>
        <source>Fill the monitor, or back</source>
        <translation>占满整块屏，或复原</translation>
    </message>
    <message>
        <source>Swap with</source>
        <translation>互换位置</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>放到</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>left of {panel}</source>
        <translation>{panel}的左边</translation>
    </message>
    <message>
        <source>right of {panel}</source>
        <translation>{panel}的右边</translation>
    </message>
    <message>
        <source>above {panel}</source>
        <translation>{panel}的上面</translation>
    </message>
    <message>
        <source>below {panel}</source>
        <translation>{panel}的下面</translation>
    </message>
    <message>
        <source>in the place of {panel}, behind tabs</source>
        <translation>与{panel}同一处，用标签切换</translation>
    </message>
    <message>
        <source>Scenes (*.toml)</source>
        <translation>场景 (*.toml)</translation>
    </message>
    <message>
        <source>Test card</source>
        <translation>测试卡</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>Swap with {panel}</source>
        <translation>与{panel}互换</translation>
    </message>
    <message>
        <source>Left of {panel}</source>
        <translation>{panel}的左边</translation>
    </message>
    <message>
        <source>Right of {panel}</source>
        <translation>{panel}的右边</translation>
    </message>
    <message>
        <source>Above {panel}</source>
        <translation>{panel}的上面</translation>
    </message>
    <message>
        <source>Below {panel}</source>
        <translation>{panel}的下面</translation>
    </message>
    <message>
        <source>With {panel}, behind tabs</source>
        <translation>与{panel}同一处，用标签切换</translation>
    </message>
</context>
<context>
    <name>SceneForm</name>
    <message>
        <source>Save as a scene of your own</source>
        <translation>另存为自己的场景</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key, where one is free</source>
        <translation>按键（可不设）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>Letters, figures, spaces and brackets only</source>
        <translation>只能用文字、数字、空格和括号</translation>
    </message>
    <message>
        <source>There is a scene of this name</source>
        <translation>已有同名场景</translation>
    </message>
</context>
<context>
    <name>ReadingCard</name>
    <message>
        <source>Test card</source>
        <translation>测试卡</translation>
    </message>
    <message>
        <source>From {distance} m on a picture {height} m high:</source>
        <translation>站在 {distance} 米处，画面高 {height} 米：</translation>
    </message>
    <message>
        <source>From {distance} m; the picture's height is not known: write height_m into the scene</source>
        <translation>站在 {distance} 米处；画面高度未知：请在场景里写 height_m</translation>
    </message>
    <message>
        <source>You should be able to read every line down to “{last}”.</source>
        <translation>从上到“{last}”这一行，都应当读得清。</translation>
    </message>
    <message>
        <source>an index's figure</source>
        <translation>指数数值</translation>
    </message>
    <message>
        <source>a heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>a panel's text</source>
        <translation>面板正文</translation>
    </message>
    <message>
        <source>small text</source>
        <translation>小字</translation>
    </message>
    <message>
        <source>Least by ISO 9241-303: 16′</source>
        <translation>ISO 9241-303 的下限：16′</translation>
    </message>
    <message>
        <source>Preferred: 20′</source>
        <translation>建议：20′</translation>
    </message>
    <message>
        <source>too small from here</source>
        <translation>站在此处偏小</translation>
    </message>
    <message>
        <source>Tell the five bands apart by shape alone:</source>
        <translation>只看形状也要能分清五级：</translation>
    </message>
    <message>
        <source>If you cannot, stand nearer or raise this seat's viewing_distance_m.</source>
        <translation>读不清，就站近些，或调大该座位的 viewing_distance_m。</translation>
    </message>
    <message>
        <source>Esc or a click puts it away</source>
        <translation>按 Esc 或点击收起</translation>
    </message>
    <message>
        <source>{role} {size} px · {angle}′</source>
        <translation>{role} {size} 像素 · {angle}′</translation>
    </message>
    <message>
        <source>One dot wide lines, three apart: grey means that the picture is scaled</source>
        <translation>一像素宽的线，间隔三像素：发灰说明画面被缩放了</translation>
    </message>
</context>
</TS>
