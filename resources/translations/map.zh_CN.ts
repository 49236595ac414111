<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ForceMap</name>
    <message>
        <source>Put the tool down, stop following</source>
        <translation>放下工具、停止跟随</translation>
    </message>
    <message>
        <source>Forces</source>
        <translation>力量</translation>
    </message>
    <message>
        <source>out of contact</source>
        <translation>失联</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>On task</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>Out of contact</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>无定位</translation>
    </message>
    <message>
        <source>Would receive</source>
        <translation>将送达</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Reload the 3D map</source>
        <translation>重新载入三维地图</translation>
    </message>
    <message>
        <source>Plain map, as chosen by COCKPIT_MAP</source>
        <translation>按 COCKPIT_MAP 的设定使用平面地图</translation>
    </message>
    <message>
        <source>The 3D map cannot run here, so the plain map is shown: %1</source>
        <translation>三维地图无法运行，已改用平面地图：%1</translation>
    </message>
    <message>
        <source>the page did not start in time</source>
        <translation>页面未能及时启动</translation>
    </message>
    <message>
        <source>its process ended again and again</source>
        <translation>进程反复退出</translation>
    </message>
    <message>
        <source>no WebGL 2</source>
        <translation>没有 WebGL 2</translation>
    </message>
    <message>
        <source>the graphics gave way again and again</source>
        <translation>图形环境反复中断</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Whole town</source>
        <translation>全镇</translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation>斜视</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Keep the picked unit in the middle (F)</source>
        <translation>把所选力量保持在画面中央（F）</translation>
    </message>
    <message>
        <source>Show the whole town (Home)</source>
        <translation>显示全镇（Home）</translation>
    </message>
    <message>
        <source>Look from the side, or straight down again (T)</source>
        <translation>切换斜视与正上方视角（T）</translation>
    </message>
    <message>
        <source>Pick units in a box (B, or Shift and drag)</source>
        <translation>框选力量（B，或按住 Shift 拖动）</translation>
    </message>
    <message>
        <source>Draw an area; an order goes to who is in it (L)</source>
        <translation>圈画区域，指令发给区域内的力量（L）</translation>
    </message>
    <message>
        <source>What the map shows (V)</source>
        <translation>地图上显示什么（V）</translation>
    </message>
    <message>
        <source>Bands of the index</source>
        <translation>指数五色</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>水系</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Premises</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>力量</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Borders: %1</source>
        <translation>边界：%1</translation>
    </message>
    <message>
        <source>Colour areas by</source>
        <translation>区域着色依据</translation>
    </message>
    <message>
        <source>Worst of the six</source>
        <translation>六指数中最差</translation>
    </message>
</context>
</TS>
